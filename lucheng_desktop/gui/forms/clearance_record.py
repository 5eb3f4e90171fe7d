"""Compiled from `ui/clearance_record.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QLabel,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_ClearanceRecord(object):
    def setupUi(self, ClearanceRecord: QWidget) -> None:
        if not ClearanceRecord.objectName():
            ClearanceRecord.setObjectName(u"ClearanceRecord")
        self.column = QVBoxLayout(ClearanceRecord)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.stage = QVBoxLayout()
        self.stage.setSpacing(0)
        self.stage.setObjectName(u"stage")
        self.stage.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.stage)

        self.line_1 = QFrame(ClearanceRecord)
        self.line_1.setObjectName(u"line_1")
        self.line_1.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_1)

        self.facts_heading = QLabel(ClearanceRecord)
        self.facts_heading.setObjectName(u"facts_heading")
        self.facts_heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.facts_heading)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(24)
        self.facts.setVerticalSpacing(8)
        self.facts.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.facts)

        self.rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.rest)


        self.retranslateUi(ClearanceRecord)

        QMetaObject.connectSlotsByName(ClearanceRecord)
    # setupUi

    def retranslateUi(self, ClearanceRecord: QWidget) -> None:
        self.facts_heading.setText(QCoreApplication.translate("ClearanceRecord", u"\u6f84\u6e05\u4e8b\u9879", None))
        pass
    # retranslateUi
