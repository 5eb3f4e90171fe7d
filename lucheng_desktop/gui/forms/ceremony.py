"""Compiled from `ui/ceremony.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from lucheng_desktop.gui.message_panel import MessagePanel
class Ui_Ceremony(object):
    def setupUi(self, Ceremony: QFrame) -> None:
        if not Ceremony.objectName():
            Ceremony.setObjectName(u"Ceremony")
        Ceremony.setMinimumSize(QSize(640, 0))
        Ceremony.setMaximumSize(QSize(640, 16777215))
        Ceremony.setProperty(u"role", u"card")
        self.column = QVBoxLayout(Ceremony)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(32, 24, 32, 24)
        self.title = QLabel(Ceremony)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column.addWidget(self.title)

        self.what = MessagePanel(Ceremony)
        self.what.setObjectName(u"what")

        self.column.addWidget(self.what)

        self.steps = QLabel(Ceremony)
        self.steps.setObjectName(u"steps")
        self.steps.setWordWrap(True)
        self.steps.setProperty(u"role", u"quiet")

        self.column.addWidget(self.steps)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)

        self.column.addLayout(self.facts)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(12)

        self.column.addLayout(self.fields)

        self.message = MessagePanel(Ceremony)
        self.message.setObjectName(u"message")

        self.column.addWidget(self.message)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.state = QLabel(Ceremony)
        self.state.setObjectName(u"state")
        self.state.setProperty(u"role", u"hint")

        self.buttons.addWidget(self.state)

        self.room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.room)

        self.leave = QPushButton(Ceremony)
        self.leave.setObjectName(u"leave")

        self.buttons.addWidget(self.leave)

        self.look = QPushButton(Ceremony)
        self.look.setObjectName(u"look")

        self.buttons.addWidget(self.look)

        self.go = QPushButton(Ceremony)
        self.go.setObjectName(u"go")
        self.go.setProperty(u"kind", u"primary")

        self.buttons.addWidget(self.go)


        self.column.addLayout(self.buttons)


        self.retranslateUi(Ceremony)

        QMetaObject.connectSlotsByName(Ceremony)
    # setupUi

    def retranslateUi(self, Ceremony: QFrame) -> None:
        self.title.setText(QCoreApplication.translate("Ceremony", u"\u987b\u7ecf\u4e24\u4eba\u5171\u540c\u786e\u8ba4", None))
        self.leave.setText(QCoreApplication.translate("Ceremony", u"\u9501\u5b9a", None))
        self.look.setText(QCoreApplication.translate("Ceremony", u"\u53ea\u67e5\u770b", None))
        self.go.setText(QCoreApplication.translate("Ceremony", u"\u5171\u540c\u786e\u8ba4\u5e76\u7ee7\u7eed", None))
        pass
    # retranslateUi
