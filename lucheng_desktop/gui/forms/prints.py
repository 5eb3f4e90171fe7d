"""Compiled from `ui/prints.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHeaderView, QLabel, QSizePolicy,
    QVBoxLayout, QWidget)

from lucheng_desktop.gui.table import RecordTable
class Ui_Prints(object):
    def setupUi(self, Prints: QWidget) -> None:
        if not Prints.objectName():
            Prints.setObjectName(u"Prints")
        self.column = QVBoxLayout(Prints)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.table = RecordTable(Prints)
        self.table.setObjectName(u"table")
        self.table.setMaximumSize(QSize(16777215, 132))

        self.column.addWidget(self.table)

        self.nothing = QLabel(Prints)
        self.nothing.setObjectName(u"nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty(u"role", u"empty")

        self.column.addWidget(self.nothing)

        self.digest = QLabel(Prints)
        self.digest.setObjectName(u"digest")
        self.digest.setTextFormat(Qt.TextFormat.PlainText)
        self.digest.setWordWrap(True)
        self.digest.setMargin(8)
        self.digest.setIndent(4)
        self.digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.digest.setProperty(u"role", u"quiet")

        self.column.addWidget(self.digest)

        self.paper_column = QVBoxLayout()
        self.paper_column.setSpacing(0)
        self.paper_column.setObjectName(u"paper_column")

        self.column.addLayout(self.paper_column)

        self.column.setStretch(3, 1)

        self.retranslateUi(Prints)

        QMetaObject.connectSlotsByName(Prints)
    # setupUi

    def retranslateUi(self, Prints: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Prints", u"\u6253\u5370\u767b\u8bb0", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
