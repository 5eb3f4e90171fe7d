"""Compiled from `ui/findings_record.ui` by installer/compile_forms.py; draw there, never edit here."""
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

class Ui_FindingsRecord(object):
    def setupUi(self, FindingsRecord: QWidget) -> None:
        if not FindingsRecord.objectName():
            FindingsRecord.setObjectName(u"FindingsRecord")
        self.column = QVBoxLayout(FindingsRecord)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.allegation_part = QWidget(FindingsRecord)
        self.allegation_part.setObjectName(u"allegation_part")
        self.allegation_part_column = QVBoxLayout(self.allegation_part)
        self.allegation_part_column.setSpacing(4)
        self.allegation_part_column.setObjectName(u"allegation_part_column")
        self.allegation_part_column.setContentsMargins(0, 0, 0, 0)
        self.allegation_text = QLabel(self.allegation_part)
        self.allegation_text.setObjectName(u"allegation_text")
        self.allegation_text.setProperty(u"role", u"value")
        self.allegation_text.setWordWrap(True)

        self.allegation_part_column.addWidget(self.allegation_text)

        self.allegation_source = QLabel(self.allegation_part)
        self.allegation_source.setObjectName(u"allegation_source")
        self.allegation_source.setProperty(u"role", u"quiet")
        self.allegation_source.setWordWrap(True)

        self.allegation_part_column.addWidget(self.allegation_source)


        self.column.addWidget(self.allegation_part)

        self.line_1 = QFrame(FindingsRecord)
        self.line_1.setObjectName(u"line_1")
        self.line_1.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_1)

        self.draft = QWidget(FindingsRecord)
        self.draft.setObjectName(u"draft")
        self.draft_column = QVBoxLayout(self.draft)
        self.draft_column.setSpacing(12)
        self.draft_column.setObjectName(u"draft_column")
        self.draft_column.setContentsMargins(0, 0, 0, 0)
        self.returned = QLabel(self.draft)
        self.returned.setObjectName(u"returned")
        self.returned.setWordWrap(True)

        self.draft_column.addWidget(self.returned)

        self.fields = QVBoxLayout()
        self.fields.setSpacing(12)
        self.fields.setObjectName(u"fields")
        self.fields.setContentsMargins(0, 0, 0, 0)

        self.draft_column.addLayout(self.fields)

        self.municipal = QLabel(self.draft)
        self.municipal.setObjectName(u"municipal")
        self.municipal.setProperty(u"role", u"hint")
        self.municipal.setWordWrap(True)

        self.draft_column.addWidget(self.municipal)


        self.column.addWidget(self.draft)

        self.drafted = QWidget(FindingsRecord)
        self.drafted.setObjectName(u"drafted")
        self.drafted_column = QVBoxLayout(self.drafted)
        self.drafted_column.setSpacing(12)
        self.drafted_column.setObjectName(u"drafted_column")
        self.drafted_column.setContentsMargins(0, 0, 0, 0)
        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(24)
        self.facts.setVerticalSpacing(8)
        self.facts.setContentsMargins(0, 0, 0, 0)

        self.drafted_column.addLayout(self.facts)


        self.column.addWidget(self.drafted)

        self.clearance_part = QWidget(FindingsRecord)
        self.clearance_part.setObjectName(u"clearance_part")
        self.clearance_part_column = QVBoxLayout(self.clearance_part)
        self.clearance_part_column.setSpacing(8)
        self.clearance_part_column.setObjectName(u"clearance_part_column")
        self.clearance_part_column.setContentsMargins(0, 0, 0, 0)
        self.line_2 = QFrame(self.clearance_part)
        self.line_2.setObjectName(u"line_2")
        self.line_2.setProperty(u"role", u"rule")

        self.clearance_part_column.addWidget(self.line_2)

        self.clearance_heading = QLabel(self.clearance_part)
        self.clearance_heading.setObjectName(u"clearance_heading")
        self.clearance_heading.setProperty(u"role", u"heading")

        self.clearance_part_column.addWidget(self.clearance_heading)

        self.clearance_what = QLabel(self.clearance_part)
        self.clearance_what.setObjectName(u"clearance_what")
        self.clearance_what.setProperty(u"role", u"quiet")
        self.clearance_what.setWordWrap(True)

        self.clearance_part_column.addWidget(self.clearance_what)

        self.try_row = QHBoxLayout()
        self.try_row.setSpacing(8)
        self.try_row.setObjectName(u"try_row")
        self.try_row.setContentsMargins(0, 0, 0, 0)
        self.try_clearance = QPushButton(self.clearance_part)
        self.try_clearance.setObjectName(u"try_clearance")

        self.try_row.addWidget(self.try_clearance)

        self.try_room = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.try_row.addItem(self.try_room)


        self.clearance_part_column.addLayout(self.try_row)


        self.column.addWidget(self.clearance_part)

        self.rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.rest)


        self.retranslateUi(FindingsRecord)

        QMetaObject.connectSlotsByName(FindingsRecord)
    # setupUi

    def retranslateUi(self, FindingsRecord: QWidget) -> None:
        self.allegation_text.setText("")
        self.allegation_source.setText("")
        self.returned.setText("")
        self.municipal.setText("")
        self.clearance_heading.setText(QCoreApplication.translate("FindingsRecord", u"\u6f84\u6e05", None))
        self.clearance_what.setText("")
        self.try_clearance.setText(QCoreApplication.translate("FindingsRecord", u"\u4e3a\u6b64\u95ee\u9898\u542f\u52a8\u6f84\u6e05(&C)", None))
        pass
    # retranslateUi
