"""Compiled from `ui/prints.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QHeaderView, QLabel,
    QPushButton, QSizePolicy, QVBoxLayout, QWidget)

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

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(12, 0, 12, 4)
        self.acts = QLabel(Prints)
        self.acts.setObjectName(u"acts")
        self.acts.setWordWrap(True)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.acts.sizePolicy().hasHeightForWidth())
        self.acts.setSizePolicy(sizePolicy)
        self.acts.setProperty(u"role", u"quiet")

        self.buttons.addWidget(self.acts)

        self.file = QPushButton(Prints)
        self.file.setObjectName(u"file")

        self.buttons.addWidget(self.file)

        self.dialog = QPushButton(Prints)
        self.dialog.setObjectName(u"dialog")

        self.buttons.addWidget(self.dialog)

        self.go = QPushButton(Prints)
        self.go.setObjectName(u"go")

        self.buttons.addWidget(self.go)


        self.column.addLayout(self.buttons)

        self.paper_column = QVBoxLayout()
        self.paper_column.setSpacing(0)
        self.paper_column.setObjectName(u"paper_column")

        self.column.addLayout(self.paper_column)

        self.column.setStretch(4, 1)

        self.retranslateUi(Prints)

        QMetaObject.connectSlotsByName(Prints)
    # setupUi

    def retranslateUi(self, Prints: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Prints", u"\u6253\u5370\u767b\u8bb0", None))
#endif // QT_CONFIG(accessibility)
        self.file.setText(QCoreApplication.translate("Prints", u"\u53e6\u5b58\u6253\u5370\u4ef6\u2026", None))
        self.dialog.setText(QCoreApplication.translate("Prints", u"\u6253\u5370\u5bf9\u8bdd\u6846\u2026", None))
        self.go.setText(QCoreApplication.translate("Prints", u"\u6253\u5370", None))
        pass
    # retranslateUi
