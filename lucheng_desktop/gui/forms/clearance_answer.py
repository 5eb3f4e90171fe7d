"""Compiled from `ui/clearance_answer.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QGridLayout, QLabel, QSizePolicy,
    QVBoxLayout, QWidget)

class Ui_ClearanceAnswer(object):
    def setupUi(self, ClearanceAnswer: QWidget) -> None:
        if not ClearanceAnswer.objectName():
            ClearanceAnswer.setObjectName(u"ClearanceAnswer")
        self.column = QVBoxLayout(ClearanceAnswer)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(ClearanceAnswer)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.why = QLabel(ClearanceAnswer)
        self.why.setObjectName(u"why")
        self.why.setProperty(u"role", u"quiet")
        self.why.setWordWrap(True)

        self.column.addWidget(self.why)

        self.consents = QVBoxLayout()
        self.consents.setSpacing(4)
        self.consents.setObjectName(u"consents")
        self.consents.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.consents)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(12)
        self.fields.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.fields)


        self.retranslateUi(ClearanceAnswer)

        QMetaObject.connectSlotsByName(ClearanceAnswer)
    # setupUi

    def retranslateUi(self, ClearanceAnswer: QWidget) -> None:
        self.heading.setText(QCoreApplication.translate("ClearanceAnswer", u"\u8bb0\u5f55\u672c\u4eba\u610f\u89c1", None))
        self.why.setText(QCoreApplication.translate("ClearanceAnswer", u"\u987b\u7531\u4e24\u540d\u4ee5\u4e0a\u5de5\u4f5c\u4eba\u5458\u5728\u573a\u3002", None))
        pass
    # retranslateUi
