"""Compiled from `ui/sealing.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QTabWidget, QVBoxLayout, QWidget)

from lucheng_desktop.gui.chips import Chip
from lucheng_desktop.gui.fields import ChoiceBox
from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.table import RecordTable
class Ui_Sealing(object):
    def setupUi(self, Sealing: QWidget) -> None:
        if not Sealing.objectName():
            Sealing.setObjectName(u"Sealing")
        self.whole = QVBoxLayout(Sealing)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 12, 16, 12)
        self.message = MessagePanel(Sealing)
        self.message.setObjectName(u"message")

        self.whole.addWidget(self.message)

        self.card = QFrame(Sealing)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"card")
        self.column = QVBoxLayout(self.card)
        self.column.setSpacing(4)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 12, 0, 0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(16, -1, 12, -1)
        self.title = QLabel(self.card)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.head.addWidget(self.title)

        self.chain = Chip(self.card)
        self.chain.setObjectName(u"chain")

        self.head.addWidget(self.chain)

        self.room = QSpacerItem(8, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.room)

        self.year_label = QLabel(self.card)
        self.year_label.setObjectName(u"year_label")
        self.year_label.setProperty(u"role", u"label")

        self.head.addWidget(self.year_label)

        self.year = ChoiceBox(self.card)
        self.year.setObjectName(u"year")

        self.head.addWidget(self.year)


        self.column.addLayout(self.head)

        self.facts = QLabel(self.card)
        self.facts.setObjectName(u"facts")
        self.facts.setWordWrap(True)
        self.facts.setIndent(16)
        self.facts.setProperty(u"role", u"quiet")

        self.column.addWidget(self.facts)

        self.tabs = QTabWidget(self.card)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.lines = QWidget()
        self.lines.setObjectName(u"lines")
        self.lines_column = QVBoxLayout(self.lines)
        self.lines_column.setSpacing(0)
        self.lines_column.setObjectName(u"lines_column")
        self.lines_column.setContentsMargins(0, 0, 0, 0)
        self.table = RecordTable(self.lines)
        self.table.setObjectName(u"table")

        self.lines_column.addWidget(self.table)

        self.nothing = QLabel(self.lines)
        self.nothing.setObjectName(u"nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty(u"role", u"empty")

        self.lines_column.addWidget(self.nothing)

        self.line = QLabel(self.lines)
        self.line.setObjectName(u"line")
        self.line.setWordWrap(True)
        self.line.setMargin(8)
        self.line.setIndent(4)
        self.line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line.setProperty(u"role", u"quiet")

        self.lines_column.addWidget(self.line)

        self.foot = QHBoxLayout()
        self.foot.setObjectName(u"foot")
        self.foot.setContentsMargins(12, 4, 12, 8)
        self.count = QLabel(self.lines)
        self.count.setObjectName(u"count")
        self.count.setMinimumSize(QSize(0, 24))
        self.count.setProperty(u"role", u"quiet")

        self.foot.addWidget(self.count)

        self.foot_room = QSpacerItem(8, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.foot.addItem(self.foot_room)

        self.go = QPushButton(self.lines)
        self.go.setObjectName(u"go")

        self.foot.addWidget(self.go)


        self.lines_column.addLayout(self.foot)

        self.lines_column.setStretch(0, 1)
        self.lines_column.setStretch(1, 1)
        self.tabs.addTab(self.lines, "")

        self.column.addWidget(self.tabs)

        self.column.setStretch(2, 1)

        self.whole.addWidget(self.card)

#if QT_CONFIG(shortcut)
        self.year_label.setBuddy(self.year)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Sealing)

        QMetaObject.connectSlotsByName(Sealing)
    # setupUi

    def retranslateUi(self, Sealing: QWidget) -> None:
        self.title.setText(QCoreApplication.translate("Sealing", u"\u7528\u5370\u767b\u8bb0\u7c3f", None))
        self.year_label.setText(QCoreApplication.translate("Sealing", u"\u5e74\u5ea6", None))
#if QT_CONFIG(accessibility)
        self.year.setAccessibleName(QCoreApplication.translate("Sealing", u"\u5e74\u5ea6", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("Sealing", u"\u7528\u5370\u767b\u8bb0\u7c3f\u7684\u5404\u90e8\u5206", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Sealing", u"\u7528\u5370\u767b\u8bb0", None))
#endif // QT_CONFIG(accessibility)
        self.go.setText(QCoreApplication.translate("Sealing", u"\u67e5\u770b\u8fd9\u4efd\u6587\u4e66", None))
        self.tabs.setTabText(self.tabs.indexOf(self.lines), QCoreApplication.translate("Sealing", u"\u767b\u8bb0", None))
        pass
    # retranslateUi
