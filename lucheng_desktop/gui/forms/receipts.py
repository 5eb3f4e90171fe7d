"""Compiled from `ui/receipts.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QHeaderView, QLabel,
    QSizePolicy, QVBoxLayout, QWidget)

from lucheng_desktop.gui.table import RecordTable
class Ui_Receipts(object):
    def setupUi(self, Receipts: QWidget) -> None:
        if not Receipts.objectName():
            Receipts.setObjectName(u"Receipts")
        self.whole = QHBoxLayout(Receipts)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.list_column = QVBoxLayout()
        self.list_column.setSpacing(0)
        self.list_column.setObjectName(u"list_column")
        self.table = RecordTable(Receipts)
        self.table.setObjectName(u"table")

        self.list_column.addWidget(self.table)

        self.nothing = QLabel(Receipts)
        self.nothing.setObjectName(u"nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty(u"role", u"empty")

        self.list_column.addWidget(self.nothing)

        self.count = QLabel(Receipts)
        self.count.setObjectName(u"count")
        self.count.setMinimumSize(QSize(0, 32))
        self.count.setIndent(12)
        self.count.setProperty(u"role", u"quiet")

        self.list_column.addWidget(self.count)


        self.whole.addLayout(self.list_column)

        self.paper_column = QVBoxLayout()
        self.paper_column.setSpacing(0)
        self.paper_column.setObjectName(u"paper_column")

        self.whole.addLayout(self.paper_column)

        self.whole.setStretch(0, 2)
        self.whole.setStretch(1, 3)

        self.retranslateUi(Receipts)

        QMetaObject.connectSlotsByName(Receipts)
    # setupUi

    def retranslateUi(self, Receipts: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Receipts", u"\u4ea4\u63a5\u8bb0\u5f55", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
