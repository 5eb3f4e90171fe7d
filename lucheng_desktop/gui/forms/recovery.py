"""Compiled from `ui/recovery.ui` by installer/compile_forms.py; draw there, never edit here."""
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
class Ui_Recovery(object):
    def setupUi(self, Recovery: QFrame) -> None:
        if not Recovery.objectName():
            Recovery.setObjectName(u"Recovery")
        Recovery.setProperty(u"role", u"card")
        self.column = QVBoxLayout(Recovery)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.title = QLabel(Recovery)
        self.title.setObjectName(u"title")
        self.title.setWordWrap(True)
        self.title.setProperty(u"role", u"title")

        self.column.addWidget(self.title)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)

        self.column.addLayout(self.facts)

        self.none = QLabel(Recovery)
        self.none.setObjectName(u"none")
        self.none.setWordWrap(True)
        self.none.setProperty(u"role", u"value")

        self.column.addWidget(self.none)

        self.line_1 = QFrame(Recovery)
        self.line_1.setObjectName(u"line_1")
        self.line_1.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_1)

        self.split_heading = QLabel(Recovery)
        self.split_heading.setObjectName(u"split_heading")
        self.split_heading.setWordWrap(True)
        self.split_heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.split_heading)

        self.split_note = QLabel(Recovery)
        self.split_note.setObjectName(u"split_note")
        self.split_note.setWordWrap(True)
        self.split_note.setProperty(u"role", u"quiet")

        self.column.addWidget(self.split_note)

        self.folder_place = QVBoxLayout()
        self.folder_place.setObjectName(u"folder_place")

        self.column.addLayout(self.folder_place)

        self.why = QLabel(Recovery)
        self.why.setObjectName(u"why")
        self.why.setWordWrap(True)
        self.why.setProperty(u"role", u"hint")

        self.column.addWidget(self.why)

        self.split_row = QHBoxLayout()
        self.split_row.setSpacing(8)
        self.split_row.setObjectName(u"split_row")
        self.split_row_room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.split_row.addItem(self.split_row_room)

        self.split = QPushButton(Recovery)
        self.split.setObjectName(u"split")

        self.split_row.addWidget(self.split)


        self.column.addLayout(self.split_row)

        self.print_row = QHBoxLayout()
        self.print_row.setSpacing(8)
        self.print_row.setObjectName(u"print_row")
        self.prints = QHBoxLayout()
        self.prints.setSpacing(8)
        self.prints.setObjectName(u"prints")

        self.print_row.addLayout(self.prints)

        self.discard = QPushButton(Recovery)
        self.discard.setObjectName(u"discard")

        self.print_row.addWidget(self.discard)

        self.print_room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.print_row.addItem(self.print_room)


        self.column.addLayout(self.print_row)

        self.line_2 = QFrame(Recovery)
        self.line_2.setObjectName(u"line_2")
        self.line_2.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_2)

        self.drill_heading = QLabel(Recovery)
        self.drill_heading.setObjectName(u"drill_heading")
        self.drill_heading.setWordWrap(True)
        self.drill_heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.drill_heading)

        self.drill_note = QLabel(Recovery)
        self.drill_note.setObjectName(u"drill_note")
        self.drill_note.setWordWrap(True)
        self.drill_note.setProperty(u"role", u"quiet")

        self.column.addWidget(self.drill_note)

        self.sheets_typed = QGridLayout()
        self.sheets_typed.setObjectName(u"sheets_typed")
        self.sheets_typed.setHorizontalSpacing(16)

        self.column.addLayout(self.sheets_typed)

        self.drill_row = QHBoxLayout()
        self.drill_row.setSpacing(8)
        self.drill_row.setObjectName(u"drill_row")
        self.drill_row_room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.drill_row.addItem(self.drill_row_room)

        self.drill = QPushButton(Recovery)
        self.drill.setObjectName(u"drill")

        self.drill_row.addWidget(self.drill)


        self.column.addLayout(self.drill_row)

        self.line_3 = QFrame(Recovery)
        self.line_3.setObjectName(u"line_3")
        self.line_3.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_3)

        self.lost = QLabel(Recovery)
        self.lost.setObjectName(u"lost")
        self.lost.setWordWrap(True)
        self.lost.setProperty(u"role", u"quiet")

        self.column.addWidget(self.lost)

        self.leave_row = QHBoxLayout()
        self.leave_row.setSpacing(8)
        self.leave_row.setObjectName(u"leave_row")
        self.leave_row_room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.leave_row.addItem(self.leave_row_room)

        self.leave = QPushButton(Recovery)
        self.leave.setObjectName(u"leave")

        self.leave_row.addWidget(self.leave)


        self.column.addLayout(self.leave_row)


        self.retranslateUi(Recovery)

        QMetaObject.connectSlotsByName(Recovery)
    # setupUi

    def retranslateUi(self, Recovery: QFrame) -> None:
        self.title.setText(QCoreApplication.translate("Recovery", u"\u6062\u590d\u4efd\u989d\uff08\u4e09\u4efd\uff0c\u4efb\u610f\u4e24\u4efd\u53ef\u7528\uff09", None))
        self.split_heading.setText(QCoreApplication.translate("Recovery", u"\u5236\u4f5c", None))
        self.split.setText(QCoreApplication.translate("Recovery", u"\u5236\u4f5c\u4e09\u4efd", None))
        self.discard.setText(QCoreApplication.translate("Recovery", u"\u5220\u9664\u4e09\u4e2a\u6587\u4ef6", None))
        self.drill_heading.setText(QCoreApplication.translate("Recovery", u"\u6f14\u7ec3", None))
        self.drill.setText(QCoreApplication.translate("Recovery", u"\u6f14\u7ec3", None))
        self.leave.setText(QCoreApplication.translate("Recovery", u"\u8fd4\u56de", None))
        pass
    # retranslateUi
