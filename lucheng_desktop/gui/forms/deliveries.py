"""Compiled from `ui/deliveries.ui` by installer/compile_forms.py; draw there, never edit here."""
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
class Ui_Deliveries(object):
    def setupUi(self, Deliveries: QWidget) -> None:
        if not Deliveries.objectName():
            Deliveries.setObjectName(u"Deliveries")
        self.column = QVBoxLayout(Deliveries)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.summary = QLabel(Deliveries)
        self.summary.setObjectName(u"summary")
        self.summary.setWordWrap(True)
        self.summary.setMargin(8)
        self.summary.setIndent(4)
        self.summary.setProperty(u"role", u"quiet")

        self.column.addWidget(self.summary)

        self.table = RecordTable(Deliveries)
        self.table.setObjectName(u"table")

        self.column.addWidget(self.table)

        self.nothing = QLabel(Deliveries)
        self.nothing.setObjectName(u"nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.nothing.setProperty(u"role", u"empty")

        self.column.addWidget(self.nothing)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(12, 8, 12, 8)
        self.line = QLabel(Deliveries)
        self.line.setObjectName(u"line")
        self.line.setWordWrap(True)
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sizePolicy.setHorizontalStretch(1)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.line.sizePolicy().hasHeightForWidth())
        self.line.setSizePolicy(sizePolicy)
        self.line.setProperty(u"role", u"quiet")

        self.buttons.addWidget(self.line)

        self.remind = QPushButton(Deliveries)
        self.remind.setObjectName(u"remind")

        self.buttons.addWidget(self.remind)

        self.receive = QPushButton(Deliveries)
        self.receive.setObjectName(u"receive")

        self.buttons.addWidget(self.receive)


        self.column.addLayout(self.buttons)

        self.column.setStretch(1, 1)
        self.column.setStretch(2, 1)

        self.retranslateUi(Deliveries)

        QMetaObject.connectSlotsByName(Deliveries)
    # setupUi

    def retranslateUi(self, Deliveries: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Deliveries", u"\u9001\u8fbe\u767b\u8bb0", None))
#endif // QT_CONFIG(accessibility)
        self.remind.setText(QCoreApplication.translate("Deliveries", u"\u767b\u8bb0\u50ac\u529e\u2026", None))
        self.receive.setText(QCoreApplication.translate("Deliveries", u"\u767b\u8bb0\u7b7e\u6536\u2026", None))
        pass
    # retranslateUi
