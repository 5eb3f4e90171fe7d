"""Compiled from `ui/record_page.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QLabel, QPushButton, QScrollArea, QSizePolicy,
    QSpacerItem, QSplitter, QStackedWidget, QTabWidget,
    QVBoxLayout, QWidget)

from lucheng_desktop.gui.chips import (Chip, ElidedLabel, PathBar)
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.missing_list import MissingList
from lucheng_desktop.gui.table import RecordTable
class Ui_RecordPage(object):
    def setupUi(self, RecordPage: QWidget) -> None:
        if not RecordPage.objectName():
            RecordPage.setObjectName(u"RecordPage")
        self.whole = QHBoxLayout(RecordPage)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 12, 16, 12)
        self.halves = QSplitter(RecordPage)
        self.halves.setObjectName(u"halves")
        self.halves.setOrientation(Qt.Orientation.Horizontal)
        self.halves.setHandleWidth(12)
        self.halves.setChildrenCollapsible(False)
        self.listing = QFrame(self.halves)
        self.listing.setObjectName(u"listing")
        self.listing.setMinimumSize(QSize(280, 0))
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

        self.list_room = QSpacerItem(8, 32, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.list_head.addItem(self.list_room)


        self.list_column.addLayout(self.list_head)

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

        self.list_rule = QFrame(self.listing)
        self.list_rule.setObjectName(u"list_rule")
        self.list_rule.setProperty(u"role", u"rule")

        self.list_column.addWidget(self.list_rule)

        self.list_foot = QHBoxLayout()
        self.list_foot.setSpacing(8)
        self.list_foot.setObjectName(u"list_foot")
        self.list_foot.setContentsMargins(12, 4, 8, 4)
        self.count = QLabel(self.listing)
        self.count.setObjectName(u"count")
        self.count.setMinimumSize(QSize(0, 24))
        self.count.setProperty(u"role", u"quiet")

        self.list_foot.addWidget(self.count)


        self.list_column.addLayout(self.list_foot)

        self.halves.addWidget(self.listing)
        self.detail = QWidget(self.halves)
        self.detail.setObjectName(u"detail")
        self.detail_column = QVBoxLayout(self.detail)
        self.detail_column.setSpacing(8)
        self.detail_column.setObjectName(u"detail_column")
        self.detail_column.setContentsMargins(0, 0, 0, 0)
        self.message = MessagePanel(self.detail)
        self.message.setObjectName(u"message")

        self.detail_column.addWidget(self.message)

        self.sides = QStackedWidget(self.detail)
        self.sides.setObjectName(u"sides")
        self.pick = QWidget()
        self.pick.setObjectName(u"pick")
        self.pick_column = QVBoxLayout(self.pick)
        self.pick_column.setObjectName(u"pick_column")
        self.pick_text = QLabel(self.pick)
        self.pick_text.setObjectName(u"pick_text")
        self.pick_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pick_text.setWordWrap(True)
        self.pick_text.setProperty(u"role", u"quiet")

        self.pick_column.addWidget(self.pick_text)

        self.sides.addWidget(self.pick)
        self.record = QFrame()
        self.record.setObjectName(u"record")
        self.record.setProperty(u"role", u"card")
        self.record_column = QVBoxLayout(self.record)
        self.record_column.setSpacing(0)
        self.record_column.setObjectName(u"record_column")
        self.record_column.setContentsMargins(0, 0, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(16, 12, 12, 4)
        self.name = ElidedLabel(self.record)
        self.name.setObjectName(u"name")
        self.name.setProperty(u"role", u"title")

        self.head.addWidget(self.name)

        self.number = QLabel(self.record)
        self.number.setObjectName(u"number")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.number.setProperty(u"role", u"number")

        self.head.addWidget(self.number)

        self.chip = Chip(self.record)
        self.chip.setObjectName(u"chip")

        self.head.addWidget(self.chip)

        self.head_room = QSpacerItem(8, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.head_room)

        self.other = QPushButton(self.record)
        self.other.setObjectName(u"other")
        self.other.setProperty(u"kind", u"menu")

        self.head.addWidget(self.other)

        self.next = QPushButton(self.record)
        self.next.setObjectName(u"next")
#if QT_CONFIG(shortcut)
        self.next.setShortcut(u"Ctrl+Return")
#endif // QT_CONFIG(shortcut)
        self.next.setProperty(u"kind", u"primary")

        self.head.addWidget(self.next)


        self.record_column.addLayout(self.head)

        self.path_line = QHBoxLayout()
        self.path_line.setObjectName(u"path_line")
        self.path_line.setContentsMargins(16, 0, 16, 4)
        self.path = PathBar(self.record)
        self.path.setObjectName(u"path")

        self.path_line.addWidget(self.path)


        self.record_column.addLayout(self.path_line)

        self.sheet_place = QScrollArea(self.record)
        self.sheet_place.setObjectName(u"sheet_place")
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.sheet_place.sizePolicy().hasHeightForWidth())
        self.sheet_place.setSizePolicy(sizePolicy1)
        self.sheet_place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet_place.setFrameShape(QFrame.Shape.NoFrame)
        self.sheet_place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sheet_place.setWidgetResizable(True)
        self.sheet_ground = QWidget()
        self.sheet_ground.setObjectName(u"sheet_ground")
        self.sheet_column = QVBoxLayout(self.sheet_ground)
        self.sheet_column.setObjectName(u"sheet_column")
        self.sheet_column.setContentsMargins(16, 4, 16, 8)
        self.sheet_room = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.sheet_column.addItem(self.sheet_room)

        self.sheet_place.setWidget(self.sheet_ground)

        self.record_column.addWidget(self.sheet_place)

        self.tabs = QTabWidget(self.record)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)

        self.record_column.addWidget(self.tabs)

        self.record_column.setStretch(3, 1)
        self.sides.addWidget(self.record)

        self.detail_column.addWidget(self.sides)

        self.missing = MissingList(self.detail)
        self.missing.setObjectName(u"missing")

        self.detail_column.addWidget(self.missing)

        self.detail_column.setStretch(1, 1)
        self.halves.addWidget(self.detail)

        self.whole.addWidget(self.halves)


        self.retranslateUi(RecordPage)

        QMetaObject.connectSlotsByName(RecordPage)
    # setupUi

    def retranslateUi(self, RecordPage: QWidget) -> None:
        self.pick_text.setText(QCoreApplication.translate("RecordPage", u"\u5728\u5de6\u4fa7\u9009\u4e00\u6761\u67e5\u770b\u3002", None))
        self.other.setText(QCoreApplication.translate("RecordPage", u"\u529e\u7406", None))
#if QT_CONFIG(accessibility)
        self.other.setAccessibleName(QCoreApplication.translate("RecordPage", u"\u529e\u7406\u5176\u4ed6\u6b65\u9aa4", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("RecordPage", u"\u8bb0\u5f55\u7684\u5404\u90e8\u5206", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
