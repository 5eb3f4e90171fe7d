"""Compiled from `ui/clearance_consent.ui` by installer/compile_forms.py; draw there, never edit here."""
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

class Ui_ClearanceConsent(object):
    def setupUi(self, ClearanceConsent: QWidget) -> None:
        if not ClearanceConsent.objectName():
            ClearanceConsent.setObjectName(u"ClearanceConsent")
        self.column = QVBoxLayout(ClearanceConsent)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(ClearanceConsent)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.why = QLabel(ClearanceConsent)
        self.why.setObjectName(u"why")
        self.why.setProperty(u"role", u"quiet")
        self.why.setWordWrap(True)

        self.column.addWidget(self.why)

        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        self.fields.setObjectName(u"fields")
        self.fields.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.fields)


        self.retranslateUi(ClearanceConsent)

        QMetaObject.connectSlotsByName(ClearanceConsent)
    # setupUi

    def retranslateUi(self, ClearanceConsent: QWidget) -> None:
        self.heading.setText(QCoreApplication.translate("ClearanceConsent", u"\u5f81\u6c42\u672c\u4eba\u610f\u89c1", None))
        self.why.setText(QCoreApplication.translate("ClearanceConsent", u"\u53ea\u7ed9\u672c\u4eba\u770b\u4e0b\u9762\u7684\u4e2d\u6027\u6458\u8981\uff0c\u4e0d\u51fa\u793a\u4e3e\u62a5\u6750\u6599\uff0c\u4e0d\u900f\u9732\u8c01\u3001\u4f55\u65f6\u3001\u600e\u6837\u4e3e\u62a5\u3002\u8fd9\u6bb5\u8bdd\u4e5f\u5c06\u5199\u8fdb\u901a\u62a5\uff0c\u8bf7\u53ea\u5199\u53cd\u6620\u7684\u4e8b\u9879\u672c\u8eab\u3002", None))
        pass
    # retranslateUi
