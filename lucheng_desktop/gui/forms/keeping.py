"""Compiled from `ui/keeping.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QFrame, QGridLayout,
    QHBoxLayout, QHeaderView, QLabel, QProgressBar,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from lucheng_desktop.gui.chips import Chip
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.table import RecordTable
class Ui_Keeping(object):
    def setupUi(self, Keeping: QWidget) -> None:
        if not Keeping.objectName():
            Keeping.setObjectName(u"Keeping")
        self.whole = QVBoxLayout(Keeping)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 12, 16, 12)
        self.message = MessagePanel(Keeping)
        self.message.setObjectName(u"message")

        self.whole.addWidget(self.message)

        self.halves = QHBoxLayout()
        self.halves.setSpacing(12)
        self.halves.setObjectName(u"halves")
        self.listing = QFrame(Keeping)
        self.listing.setObjectName(u"listing")
        self.listing.setProperty(u"role", u"card")
        self.list_column = QVBoxLayout(self.listing)
        self.list_column.setSpacing(0)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(0, 0, 0, 0)
        self.list_head = QHBoxLayout()
        self.list_head.setSpacing(8)
        self.list_head.setObjectName(u"list_head")
        self.list_head.setContentsMargins(12, 8, 8, 8)
        self.list_title = QLabel(self.listing)
        self.list_title.setObjectName(u"list_title")
        self.list_title.setProperty(u"role", u"heading")

        self.list_head.addWidget(self.list_title)

        self.list_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.list_head.addItem(self.list_room)

        self.back_up = QPushButton(self.listing)
        self.back_up.setObjectName(u"back_up")
        self.back_up.setProperty(u"kind", u"primary")

        self.list_head.addWidget(self.back_up)


        self.list_column.addLayout(self.list_head)

        self.progress = QProgressBar(self.listing)
        self.progress.setObjectName(u"progress")
        self.progress.setTextVisible(False)

        self.list_column.addWidget(self.progress)

        self.table = RecordTable(self.listing)
        self.table.setObjectName(u"table")

        self.list_column.addWidget(self.table)

        self.list_empty = QLabel(self.listing)
        self.list_empty.setObjectName(u"list_empty")
        self.list_empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.list_empty.setWordWrap(True)
        self.list_empty.setMargin(24)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.list_empty.sizePolicy().hasHeightForWidth())
        self.list_empty.setSizePolicy(sizePolicy)
        self.list_empty.setProperty(u"role", u"quiet")

        self.list_column.addWidget(self.list_empty)

        self.count = QLabel(self.listing)
        self.count.setObjectName(u"count")
        self.count.setMinimumSize(QSize(0, 32))
        self.count.setIndent(12)
        self.count.setProperty(u"role", u"quiet")

        self.list_column.addWidget(self.count)


        self.halves.addWidget(self.listing)

        self.card = QFrame(Keeping)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"card")
        self.card_column = QVBoxLayout(self.card)
        self.card_column.setSpacing(0)
        self.card_column.setObjectName(u"card_column")
        self.card_column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self.card)
        self.area.setObjectName(u"area")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.ground = QWidget()
        self.ground.setObjectName(u"ground")
        self.column = QVBoxLayout(self.ground)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.last_row = QHBoxLayout()
        self.last_row.setSpacing(8)
        self.last_row.setObjectName(u"last_row")
        self.last = QLabel(self.ground)
        self.last.setObjectName(u"last")
        self.last.setProperty(u"role", u"title")

        self.last_row.addWidget(self.last)

        self.due = Chip(self.ground)
        self.due.setObjectName(u"due")

        self.last_row.addWidget(self.due)

        self.last_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.last_row.addItem(self.last_room)


        self.column.addLayout(self.last_row)

        self.facts = QGridLayout()
        self.facts.setObjectName(u"facts")
        self.facts.setHorizontalSpacing(24)
        self.facts.setVerticalSpacing(8)

        self.column.addLayout(self.facts)

        self.kept = QLabel(self.ground)
        self.kept.setObjectName(u"kept")
        self.kept.setWordWrap(True)
        self.kept.setProperty(u"role", u"quiet")

        self.column.addWidget(self.kept)

        self.line_1 = QFrame(self.ground)
        self.line_1.setObjectName(u"line_1")
        self.line_1.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_1)

        self.further_heading = QLabel(self.ground)
        self.further_heading.setObjectName(u"further_heading")
        self.further_heading.setWordWrap(True)
        self.further_heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.further_heading)

        self.further_note = QLabel(self.ground)
        self.further_note.setObjectName(u"further_note")
        self.further_note.setWordWrap(True)
        self.further_note.setProperty(u"role", u"quiet")

        self.column.addWidget(self.further_note)

        self.place_column = QVBoxLayout()
        self.place_column.setObjectName(u"place_column")

        self.column.addLayout(self.place_column)

        self.remember = QCheckBox(self.ground)
        self.remember.setObjectName(u"remember")

        self.column.addWidget(self.remember)

        self.further_row = QHBoxLayout()
        self.further_row.setObjectName(u"further_row")
        self.further_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.further_row.addItem(self.further_room)

        self.back_up_there = QPushButton(self.ground)
        self.back_up_there.setObjectName(u"back_up_there")

        self.further_row.addWidget(self.back_up_there)


        self.column.addLayout(self.further_row)

        self.line_2 = QFrame(self.ground)
        self.line_2.setObjectName(u"line_2")
        self.line_2.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_2)

        self.check_heading = QLabel(self.ground)
        self.check_heading.setObjectName(u"check_heading")
        self.check_heading.setWordWrap(True)
        self.check_heading.setProperty(u"role", u"heading")

        self.column.addWidget(self.check_heading)

        self.check_note = QLabel(self.ground)
        self.check_note.setObjectName(u"check_note")
        self.check_note.setWordWrap(True)
        self.check_note.setProperty(u"role", u"quiet")

        self.column.addWidget(self.check_note)

        self.check_row = QHBoxLayout()
        self.check_row.setSpacing(8)
        self.check_row.setObjectName(u"check_row")
        self.check_room = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.check_row.addItem(self.check_room)

        self.restore = QPushButton(self.ground)
        self.restore.setObjectName(u"restore")

        self.check_row.addWidget(self.restore)

        self.check = QPushButton(self.ground)
        self.check.setObjectName(u"check")

        self.check_row.addWidget(self.check)


        self.column.addLayout(self.check_row)

        self.below = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.below)

        self.area.setWidget(self.ground)

        self.card_column.addWidget(self.area)


        self.halves.addWidget(self.card)

        self.halves.setStretch(0, 2)
        self.halves.setStretch(1, 3)

        self.whole.addLayout(self.halves)

        self.whole.setStretch(1, 1)

        self.retranslateUi(Keeping)

        QMetaObject.connectSlotsByName(Keeping)
    # setupUi

    def retranslateUi(self, Keeping: QWidget) -> None:
        self.list_title.setText(QCoreApplication.translate("Keeping", u"\u5907\u4efd", None))
        self.back_up.setText(QCoreApplication.translate("Keeping", u"\u7acb\u5373\u5907\u4efd", None))
#if QT_CONFIG(accessibility)
        self.progress.setAccessibleName(QCoreApplication.translate("Keeping", u"\u6b63\u5728\u5907\u4efd", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Keeping", u"\u5907\u4efd\u5217\u8868", None))
#endif // QT_CONFIG(accessibility)
        self.further_heading.setText(QCoreApplication.translate("Keeping", u"\u53e6\u5b58\u4e00\u5904", None))
        self.remember.setText(QCoreApplication.translate("Keeping", u"\u4eca\u540e\u9501\u5b9a\u65f6\u548c\u6bcf\u5929\u4e5f\u5b58\u5230\u8fd9\u91cc", None))
        self.back_up_there.setText(QCoreApplication.translate("Keeping", u"\u5907\u4efd\u5230\u8fd9\u91cc", None))
        self.check_heading.setText(QCoreApplication.translate("Keeping", u"\u68c0\u67e5\u4e0e\u6062\u590d", None))
        self.restore.setText(QCoreApplication.translate("Keeping", u"\u9501\u5b9a\u5e76\u4ece\u5907\u4efd\u6062\u590d\u2026", None))
        self.check.setText(QCoreApplication.translate("Keeping", u"\u9501\u5b9a\u5e76\u5168\u9762\u68c0\u67e5\u2026", None))
        pass
    # retranslateUi
