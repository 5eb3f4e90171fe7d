"""Compiled from `ui/clearance_proposal.ui` by installer/compile_forms.py; draw there, never edit here."""
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

class Ui_ClearanceProposal(object):
    def setupUi(self, ClearanceProposal: QWidget) -> None:
        if not ClearanceProposal.objectName():
            ClearanceProposal.setObjectName(u"ClearanceProposal")
        self.column = QVBoxLayout(ClearanceProposal)
        self.column.setSpacing(8)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.heading = QLabel(ClearanceProposal)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.heading)

        self.why = QLabel(ClearanceProposal)
        self.why.setObjectName(u"why")
        self.why.setProperty(u"role", u"quiet")
        self.why.setWordWrap(True)

        self.column.addWidget(self.why)

        self.harm = QGridLayout()
        self.harm.setObjectName(u"harm")
        self.harm.setHorizontalSpacing(16)
        self.harm.setVerticalSpacing(12)
        self.harm.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.harm)

        self.forms = QVBoxLayout()
        self.forms.setSpacing(4)
        self.forms.setObjectName(u"forms")
        self.forms.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.forms)


        self.retranslateUi(ClearanceProposal)

        QMetaObject.connectSlotsByName(ClearanceProposal)
    # setupUi

    def retranslateUi(self, ClearanceProposal: QWidget) -> None:
        self.heading.setText(QCoreApplication.translate("ClearanceProposal", u"\u63d0\u8bf7\u6f84\u6e05", None))
        self.why.setText(QCoreApplication.translate("ClearanceProposal", u"\u6f84\u6e05\u7684\u8303\u56f4\u4e0d\u5f97\u5927\u4e8e\u4e0d\u826f\u5f71\u54cd\u5230\u8fc7\u7684\u8303\u56f4\uff1b\u8d85\u51fa\u672c\u5355\u4f4d\u6743\u9650\u7684\u8303\u56f4\u987b\u62a5\u4e0a\u7ea7\u3002", None))
        pass
    # retranslateUi
