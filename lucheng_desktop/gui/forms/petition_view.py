"""Compiled from `ui/petition_view.ui` by installer/compile_forms.py; draw there, never edit here."""
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

class Ui_PetitionView(object):
    def setupUi(self, PetitionView: QWidget) -> None:
        if not PetitionView.objectName():
            PetitionView.setObjectName(u"PetitionView")
        self.column = QVBoxLayout(PetitionView)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(24)
        self.facts.setVerticalSpacing(8)
        self.facts.setContentsMargins(0, 0, 0, 0)

        self.column.addLayout(self.facts)

        self.line_1 = QFrame(PetitionView)
        self.line_1.setObjectName(u"line_1")
        self.line_1.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_1)

        self.allegations_part = QWidget(PetitionView)
        self.allegations_part.setObjectName(u"allegations_part")
        self.allegations_part_column = QVBoxLayout(self.allegations_part)
        self.allegations_part_column.setSpacing(8)
        self.allegations_part_column.setObjectName(u"allegations_part_column")
        self.allegations_part_column.setContentsMargins(0, 0, 0, 0)
        self.allegations_heading = QLabel(self.allegations_part)
        self.allegations_heading.setObjectName(u"allegations_heading")
        self.allegations_heading.setProperty(u"role", u"heading")

        self.allegations_part_column.addWidget(self.allegations_heading)

        self.allegations = QVBoxLayout()
        self.allegations.setSpacing(8)
        self.allegations.setObjectName(u"allegations")
        self.allegations.setContentsMargins(0, 0, 0, 0)

        self.allegations_part_column.addLayout(self.allegations)


        self.column.addWidget(self.allegations_part)

        self.line_2 = QFrame(PetitionView)
        self.line_2.setObjectName(u"line_2")
        self.line_2.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_2)

        self.sealed_row = QHBoxLayout()
        self.sealed_row.setSpacing(8)
        self.sealed_row.setObjectName(u"sealed_row")
        self.sealed_row.setContentsMargins(0, 0, 0, 0)
        self.sealed_mark = QLabel(PetitionView)
        self.sealed_mark.setObjectName(u"sealed_mark")

        self.sealed_row.addWidget(self.sealed_mark)

        self.sealed = QLabel(PetitionView)
        self.sealed.setObjectName(u"sealed")
        self.sealed.setProperty(u"role", u"quiet")
        self.sealed.setWordWrap(True)

        self.sealed_row.addWidget(self.sealed)

        self.open_sealed = QPushButton(PetitionView)
        self.open_sealed.setObjectName(u"open_sealed")

        self.sealed_row.addWidget(self.open_sealed)

        self.sealed_row.setStretch(1, 1)

        self.column.addLayout(self.sealed_row)

        self.sealed_place = QVBoxLayout()
        self.sealed_place.setObjectName(u"sealed_place")

        self.column.addLayout(self.sealed_place)

        self.rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.rest)


        self.retranslateUi(PetitionView)

        QMetaObject.connectSlotsByName(PetitionView)
    # setupUi

    def retranslateUi(self, PetitionView: QWidget) -> None:
        self.allegations_heading.setText(QCoreApplication.translate("PetitionView", u"\u53cd\u6620\u95ee\u9898", None))
        self.sealed_mark.setText("")
        self.sealed.setText("")
        self.open_sealed.setText(QCoreApplication.translate("PetitionView", u"\u6253\u5f00\u4e3e\u62a5\u4eba\u4fe1\u606f\u2026", None))
        pass
    # retranslateUi
