"""Compiled from `ui/checked.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QAbstractScrollArea, QApplication, QFrame, QGridLayout,
    QHBoxLayout, QLabel, QPushButton, QScrollArea,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from lucheng_desktop.gui.message_panel import MessagePanel
class Ui_Checked(object):
    def setupUi(self, Checked: QFrame) -> None:
        if not Checked.objectName():
            Checked.setObjectName(u"Checked")
        Checked.setMinimumSize(QSize(760, 0))
        Checked.setMaximumSize(QSize(760, 16777215))
        Checked.setProperty(u"role", u"card")
        self.column = QVBoxLayout(Checked)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.title = QLabel(Checked)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.column.addWidget(self.title)

        self.message = MessagePanel(Checked)
        self.message.setObjectName(u"message")

        self.column.addWidget(self.message)

        self.area = QScrollArea(Checked)
        self.area.setObjectName(u"area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.area.setWidgetResizable(True)
        self.area.setMinimumSize(QSize(0, 200))
        self.ground = QWidget()
        self.ground.setObjectName(u"ground")
        self.lines = QGridLayout(self.ground)
        self.lines.setObjectName(u"lines")
        self.lines.setHorizontalSpacing(16)
        self.lines.setVerticalSpacing(6)
        self.lines.setContentsMargins(4, 4, 8, 4)
        self.area.setWidget(self.ground)

        self.column.addWidget(self.area)

        self.buttons = QHBoxLayout()
        self.buttons.setObjectName(u"buttons")
        self.room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.room)

        self.back = QPushButton(Checked)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"kind", u"primary")

        self.buttons.addWidget(self.back)


        self.column.addLayout(self.buttons)

        self.column.setStretch(2, 1)

        self.retranslateUi(Checked)

        QMetaObject.connectSlotsByName(Checked)
    # setupUi

    def retranslateUi(self, Checked: QFrame) -> None:
        self.title.setText(QCoreApplication.translate("Checked", u"\u5168\u9762\u68c0\u67e5", None))
#if QT_CONFIG(accessibility)
        self.area.setAccessibleName(QCoreApplication.translate("Checked", u"\u68c0\u67e5\u7684\u5404\u9879", None))
#endif // QT_CONFIG(accessibility)
        self.back.setText(QCoreApplication.translate("Checked", u"\u8fd4\u56de", None))
        pass
    # retranslateUi
