"""Compiled from `ui/way_back.ui` by installer/compile_forms.py; draw there, never edit here."""
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
class Ui_WayBack(object):
    def setupUi(self, WayBack: QFrame) -> None:
        if not WayBack.objectName():
            WayBack.setObjectName(u"WayBack")
        WayBack.setMinimumSize(QSize(640, 0))
        WayBack.setMaximumSize(QSize(640, 16777215))
        WayBack.setProperty(u"role", u"card")
        self.column = QVBoxLayout(WayBack)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(32, 24, 32, 24)
        self.title = QLabel(WayBack)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column.addWidget(self.title)

        self.steps = QLabel(WayBack)
        self.steps.setObjectName(u"steps")
        self.steps.setWordWrap(True)
        self.steps.setProperty(u"role", u"quiet")

        self.column.addWidget(self.steps)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(12)

        self.column.addLayout(self.fields)

        self.message = MessagePanel(WayBack)
        self.message.setObjectName(u"message")

        self.column.addWidget(self.message)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.state = QLabel(WayBack)
        self.state.setObjectName(u"state")
        self.state.setProperty(u"role", u"hint")

        self.buttons.addWidget(self.state)

        self.room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.room)

        self.leave = QPushButton(WayBack)
        self.leave.setObjectName(u"leave")

        self.buttons.addWidget(self.leave)

        self.go = QPushButton(WayBack)
        self.go.setObjectName(u"go")
        self.go.setProperty(u"kind", u"primary")

        self.buttons.addWidget(self.go)


        self.column.addLayout(self.buttons)


        self.retranslateUi(WayBack)

        QMetaObject.connectSlotsByName(WayBack)
    # setupUi

    def retranslateUi(self, WayBack: QFrame) -> None:
        self.title.setText(QCoreApplication.translate("WayBack", u"\u51ed\u6062\u590d\u4efd\u989d\u91cd\u8bbe\u53e3\u4ee4", None))
        self.leave.setText(QCoreApplication.translate("WayBack", u"\u8fd4\u56de", None))
        self.go.setText(QCoreApplication.translate("WayBack", u"\u91cd\u8bbe\u53e3\u4ee4", None))
        pass
    # retranslateUi
