"""Compiled from `ui/history.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QLabel, QPushButton, QSizePolicy, QSplitter,
    QTabWidget, QVBoxLayout, QWidget)

from lucheng_desktop.gui.chips import Chip
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.table import RecordTable
class Ui_History(object):
    def setupUi(self, History: QWidget) -> None:
        if not History.objectName():
            History.setObjectName(u"History")
        self.whole = QHBoxLayout(History)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 12, 16, 12)
        self.halves = QSplitter(History)
        self.halves.setObjectName(u"halves")
        self.halves.setOrientation(Qt.Orientation.Horizontal)
        self.halves.setHandleWidth(12)
        self.halves.setChildrenCollapsible(False)
        self.listing = QFrame(self.halves)
        self.listing.setObjectName(u"listing")
        self.listing.setMinimumSize(QSize(260, 0))
        self.listing.setProperty(u"role", u"card")
        self.list_column = QVBoxLayout(self.listing)
        self.list_column.setSpacing(0)
        self.list_column.setObjectName(u"list_column")
        self.list_column.setContentsMargins(0, 0, 0, 0)
        self.list_title = QLabel(self.listing)
        self.list_title.setObjectName(u"list_title")
        self.list_title.setMinimumSize(QSize(0, 48))
        self.list_title.setIndent(12)
        self.list_title.setProperty(u"role", u"heading")

        self.list_column.addWidget(self.list_title)

        self.cases = RecordTable(self.listing)
        self.cases.setObjectName(u"cases")

        self.list_column.addWidget(self.cases)

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

        self.strip = QFrame(self.detail)
        self.strip.setObjectName(u"strip")
        self.strip.setProperty(u"role", u"card")
        self.strip_line = QHBoxLayout(self.strip)
        self.strip_line.setSpacing(12)
        self.strip_line.setObjectName(u"strip_line")
        self.strip_line.setContentsMargins(16, 8, 12, 8)
        self.chain = Chip(self.strip)
        self.chain.setObjectName(u"chain")

        self.strip_line.addWidget(self.chain)

        self.ledger = QLabel(self.strip)
        self.ledger.setObjectName(u"ledger")
        self.ledger.setWordWrap(True)
        self.ledger.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ledger.setProperty(u"role", u"quiet")

        self.strip_line.addWidget(self.ledger)

        self.verify = QPushButton(self.strip)
        self.verify.setObjectName(u"verify")

        self.strip_line.addWidget(self.verify)

        self.strip_line.setStretch(1, 1)

        self.detail_column.addWidget(self.strip)

        self.card = QFrame(self.detail)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"card")
        self.card_column = QVBoxLayout(self.card)
        self.card_column.setSpacing(0)
        self.card_column.setObjectName(u"card_column")
        self.card_column.setContentsMargins(0, 4, 0, 0)
        self.tabs = QTabWidget(self.card)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)

        self.card_column.addWidget(self.tabs)


        self.detail_column.addWidget(self.card)

        self.detail_column.setStretch(2, 1)
        self.halves.addWidget(self.detail)

        self.whole.addWidget(self.halves)


        self.retranslateUi(History)

        QMetaObject.connectSlotsByName(History)
    # setupUi

    def retranslateUi(self, History: QWidget) -> None:
        self.list_title.setText(QCoreApplication.translate("History", u"\u6848\u4ef6", None))
#if QT_CONFIG(accessibility)
        self.cases.setAccessibleName(QCoreApplication.translate("History", u"\u6848\u4ef6\u5217\u8868", None))
#endif // QT_CONFIG(accessibility)
        self.verify.setText(QCoreApplication.translate("History", u"\u6838\u5bf9\u8d26\u672c", None))
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("History", u"\u5386\u53f2\u7684\u5404\u79cd\u770b\u6cd5", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
