"""Compiled from `ui/unlock_page.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from lucheng_desktop.gui.message_panel import MessagePanel
class Ui_UnlockPage(object):
    def setupUi(self, UnlockPage: QWidget) -> None:
        if not UnlockPage.objectName():
            UnlockPage.setObjectName(u"UnlockPage")
        self.grid = QGridLayout(UnlockPage)
        self.grid.setObjectName(u"grid")
        self.above = QSpacerItem(20, 24, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.grid.addItem(self.above, 0, 1, 1, 1)

        self.before = QSpacerItem(24, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.grid.addItem(self.before, 1, 0, 1, 1)

        self.card = QFrame(UnlockPage)
        self.card.setObjectName(u"card")
        self.card.setMinimumSize(QSize(420, 0))
        self.card.setMaximumSize(QSize(420, 16777215))
        self.card.setProperty(u"role", u"card")
        self.column = QVBoxLayout(self.card)
        self.column.setSpacing(16)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(32, 28, 32, 28)
        self.heading = QVBoxLayout()
        self.heading.setSpacing(4)
        self.heading.setObjectName(u"heading")
        self.program = QLabel(self.card)
        self.program.setObjectName(u"program")
        self.program.setProperty(u"role", u"title")

        self.heading.addWidget(self.program)

        self.vault = QLabel(self.card)
        self.vault.setObjectName(u"vault")
        self.vault.setWordWrap(True)
        self.vault.setProperty(u"role", u"quiet")

        self.heading.addWidget(self.vault)


        self.column.addLayout(self.heading)

        self.who = QVBoxLayout()
        self.who.setSpacing(4)
        self.who.setObjectName(u"who")
        self.officer_label = QLabel(self.card)
        self.officer_label.setObjectName(u"officer_label")
        self.officer_label.setProperty(u"role", u"label")

        self.who.addWidget(self.officer_label)

        self.officer = QComboBox(self.card)
        self.officer.setObjectName(u"officer")

        self.who.addWidget(self.officer)


        self.column.addLayout(self.who)

        self.secret = QVBoxLayout()
        self.secret.setSpacing(4)
        self.secret.setObjectName(u"secret")
        self.passphrase_label = QLabel(self.card)
        self.passphrase_label.setObjectName(u"passphrase_label")
        self.passphrase_label.setProperty(u"role", u"label")

        self.secret.addWidget(self.passphrase_label)

        self.passphrase = QLineEdit(self.card)
        self.passphrase.setObjectName(u"passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText|Qt.InputMethodHint.ImhNoAutoUppercase|Qt.InputMethodHint.ImhNoPredictiveText|Qt.InputMethodHint.ImhSensitiveData)

        self.secret.addWidget(self.passphrase)


        self.column.addLayout(self.secret)

        self.message = MessagePanel(self.card)
        self.message.setObjectName(u"message")

        self.column.addWidget(self.message)

        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        self.buttons.setObjectName(u"buttons")
        self.state = QLabel(self.card)
        self.state.setObjectName(u"state")
        self.state.setProperty(u"role", u"hint")

        self.buttons.addWidget(self.state)

        self.room = QSpacerItem(20, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.room)

        self.unlock = QPushButton(self.card)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setProperty(u"kind", u"primary")

        self.buttons.addWidget(self.unlock)


        self.column.addLayout(self.buttons)


        self.grid.addWidget(self.card, 1, 1, 1, 1)

        self.after = QSpacerItem(24, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.grid.addItem(self.after, 1, 2, 1, 1)

        self.below = QSpacerItem(20, 24, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.grid.addItem(self.below, 2, 1, 1, 1)

        self.grid.setRowStretch(0, 2)
        self.grid.setRowStretch(2, 3)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(2, 1)
#if QT_CONFIG(shortcut)
        self.officer_label.setBuddy(self.officer)
        self.passphrase_label.setBuddy(self.passphrase)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(UnlockPage)

        QMetaObject.connectSlotsByName(UnlockPage)
    # setupUi

    def retranslateUi(self, UnlockPage: QWidget) -> None:
        self.program.setText(QCoreApplication.translate("UnlockPage", u"\u9e7f\u57ce\u5eb7\u5065\u5de5\u7a0b", None))
        self.officer_label.setText(QCoreApplication.translate("UnlockPage", u"\u4eba\u5458(&R)", None))
#if QT_CONFIG(accessibility)
        self.officer.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u4eba\u5458", None))
#endif // QT_CONFIG(accessibility)
        self.passphrase_label.setText(QCoreApplication.translate("UnlockPage", u"\u53e3\u4ee4(&P)", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u53e3\u4ee4", None))
#endif // QT_CONFIG(accessibility)
        self.unlock.setText(QCoreApplication.translate("UnlockPage", u"\u6253\u5f00", None))
        pass
    # retranslateUi
