"""Compiled from `ui/clearance_act.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QLabel, QSizePolicy, QVBoxLayout,
    QWidget)

class Ui_ClearanceAct(object):
    def setupUi(self, ClearanceAct: QWidget) -> None:
        if not ClearanceAct.objectName():
            ClearanceAct.setObjectName(u"ClearanceAct")
        self.column = QVBoxLayout(ClearanceAct)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(ClearanceAct)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.why = QLabel(ClearanceAct)
        self.why.setObjectName(u"why")
        self.why.setProperty(u"role", u"quiet")
        self.why.setWordWrap(True)

        self.column.addWidget(self.why)

        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        self.fields.setObjectName(u"fields")
        self.fields.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.fields)


        self.retranslateUi(ClearanceAct)

        QMetaObject.connectSlotsByName(ClearanceAct)
    # setupUi

    def retranslateUi(self, ClearanceAct: QWidget) -> None:
        self.heading.setText("")
        self.why.setText("")
        pass
    # retranslateUi
