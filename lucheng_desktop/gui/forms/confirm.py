"""Compiled from `ui/confirm.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QDialog, QHBoxLayout, QLabel,
    QLineEdit, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)
class Ui_Confirm(object):
    def setupUi(self, Confirm: QDialog) -> None:
        if not Confirm.objectName():
            Confirm.setObjectName(u"Confirm")
        Confirm.setMinimumSize(QSize(440, 0))
        self.column = QVBoxLayout(Confirm)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 24, 24, 24)
        self.what = QLabel(Confirm)
        self.what.setObjectName(u"what")
        self.what.setWordWrap(True)
        self.what.setProperty(u"role", u"title")

        self.column.addWidget(self.what)

        self.ask = QLabel(Confirm)
        self.ask.setObjectName(u"ask")
        self.ask.setWordWrap(True)

        self.column.addWidget(self.ask)

        self.number = QLineEdit(Confirm)
        self.number.setObjectName(u"number")

        self.column.addWidget(self.number)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setObjectName(u"buttons")
        self.room = QSpacerItem(40, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.room)

        self.leave = QPushButton(Confirm)
        self.leave.setObjectName(u"leave")

        self.buttons.addWidget(self.leave)

        self.go = QPushButton(Confirm)
        self.go.setObjectName(u"go")
        self.go.setEnabled(False)
        self.go.setProperty(u"kind", u"primary")

        self.buttons.addWidget(self.go)


        self.column.addLayout(self.buttons)

#if QT_CONFIG(shortcut)
        self.ask.setBuddy(self.number)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Confirm)

        self.go.setDefault(True)


        QMetaObject.connectSlotsByName(Confirm)
    # setupUi

    def retranslateUi(self, Confirm: QDialog) -> None:
        Confirm.setWindowTitle(QCoreApplication.translate("Confirm", u"\u786e\u8ba4", None))
#if QT_CONFIG(accessibility)
        self.number.setAccessibleName(QCoreApplication.translate("Confirm", u"\u7167\u539f\u6837\u8f93\u5165\u7f16\u53f7", None))
#endif // QT_CONFIG(accessibility)
        self.leave.setText(QCoreApplication.translate("Confirm", u"\u5148\u4e0d\u529e", None))
    # retranslateUi
