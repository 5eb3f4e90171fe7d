"""Compiled from `ui/complainant.ui` by installer/compile_forms.py; draw there, never edit here."""
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
class Ui_Complainant(object):
    def setupUi(self, Complainant: QFrame) -> None:
        if not Complainant.objectName():
            Complainant.setObjectName(u"Complainant")
        Complainant.setProperty(u"role", u"sealed")
        self.column = QVBoxLayout(Complainant)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 12)
        self.heading = QLabel(Complainant)
        self.heading.setObjectName(u"heading")
        self.heading.setWordWrap(True)
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.note = QLabel(Complainant)
        self.note.setObjectName(u"note")
        self.note.setWordWrap(True)
        self.note.setProperty(u"role", u"quiet")

        self.column.addWidget(self.note)

        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        self.fields.setObjectName(u"fields")

        self.column.addLayout(self.fields)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)

        self.column.addLayout(self.facts)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.room)

        self.leave = QPushButton(Complainant)
        self.leave.setObjectName(u"leave")

        self.buttons.addWidget(self.leave)

        self.go = QPushButton(Complainant)
        self.go.setObjectName(u"go")
        self.go.setProperty(u"kind", u"primary")

        self.buttons.addWidget(self.go)


        self.column.addLayout(self.buttons)


        self.retranslateUi(Complainant)

        QMetaObject.connectSlotsByName(Complainant)
    # setupUi

    def retranslateUi(self, Complainant: QFrame) -> None:
        self.leave.setText(QCoreApplication.translate("Complainant", u"\u6536\u8d77", None))
        self.go.setText(QCoreApplication.translate("Complainant", u"\u6253\u5f00\u5e76\u7559\u75d5", None))
        pass
    # retranslateUi
