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

        self.task = QLabel(self.card)
        self.task.setObjectName(u"task")
        self.task.setWordWrap(True)
        self.task.setProperty(u"role", u"heading")

        self.column.addWidget(self.task)

        self.note = QLabel(self.card)
        self.note.setObjectName(u"note")
        self.note.setWordWrap(True)
        self.note.setProperty(u"role", u"quiet")

        self.column.addWidget(self.note)

        self.backup_part = QWidget(self.card)
        self.backup_part.setObjectName(u"backup_part")
        self.backup_column = QVBoxLayout(self.backup_part)
        self.backup_column.setSpacing(4)
        self.backup_column.setObjectName(u"backup_column")
        self.backup_column.setContentsMargins(0, 0, 0, 0)
        self.backup_label = QLabel(self.backup_part)
        self.backup_label.setObjectName(u"backup_label")
        self.backup_label.setProperty(u"role", u"label")

        self.backup_column.addWidget(self.backup_label)

        self.backup = QComboBox(self.backup_part)
        self.backup.setObjectName(u"backup")

        self.backup_column.addWidget(self.backup)

        self.elsewhere = QPushButton(self.backup_part)
        self.elsewhere.setObjectName(u"elsewhere")

        self.backup_column.addWidget(self.elsewhere)


        self.column.addWidget(self.backup_part)

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

        self.code_part = QWidget(self.card)
        self.code_part.setObjectName(u"code_part")
        self.code_column = QVBoxLayout(self.code_part)
        self.code_column.setSpacing(4)
        self.code_column.setObjectName(u"code_column")
        self.code_column.setContentsMargins(0, 0, 0, 0)
        self.code_label = QLabel(self.code_part)
        self.code_label.setObjectName(u"code_label")
        self.code_label.setProperty(u"role", u"label")

        self.code_column.addWidget(self.code_label)

        self.code = QLineEdit(self.code_part)
        self.code.setObjectName(u"code")
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly|Qt.InputMethodHint.ImhNoAutoUppercase|Qt.InputMethodHint.ImhNoPredictiveText|Qt.InputMethodHint.ImhSensitiveData)

        self.code_column.addWidget(self.code)


        self.column.addWidget(self.code_part)

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

        self.other = QPushButton(self.card)
        self.other.setObjectName(u"other")
        self.other.setProperty(u"kind", u"menu")

        self.buttons.addWidget(self.other)

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
        self.backup_label.setBuddy(self.backup)
        self.officer_label.setBuddy(self.officer)
        self.passphrase_label.setBuddy(self.passphrase)
        self.code_label.setBuddy(self.code)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(UnlockPage)

        QMetaObject.connectSlotsByName(UnlockPage)
    # setupUi

    def retranslateUi(self, UnlockPage: QWidget) -> None:
        self.program.setText(QCoreApplication.translate("UnlockPage", u"\u9e7f\u57ce\u5eb7\u5065\u5de5\u7a0b", None))
        self.backup_label.setText(QCoreApplication.translate("UnlockPage", u"\u5907\u4efd(&F)", None))
#if QT_CONFIG(accessibility)
        self.backup.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u5907\u4efd", None))
#endif // QT_CONFIG(accessibility)
        self.elsewhere.setText(QCoreApplication.translate("UnlockPage", u"\u5176\u4ed6\u4f4d\u7f6e\u7684\u5907\u4efd(&W)\u2026", None))
#if QT_CONFIG(accessibility)
        self.elsewhere.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u9009\u62e9\u5176\u4ed6\u4f4d\u7f6e\u7684\u5907\u4efd", None))
#endif // QT_CONFIG(accessibility)
        self.officer_label.setText(QCoreApplication.translate("UnlockPage", u"\u4eba\u5458(&R)", None))
#if QT_CONFIG(accessibility)
        self.officer.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u4eba\u5458", None))
#endif // QT_CONFIG(accessibility)
        self.passphrase_label.setText(QCoreApplication.translate("UnlockPage", u"\u53e3\u4ee4(&P)", None))
#if QT_CONFIG(accessibility)
        self.passphrase.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u53e3\u4ee4", None))
#endif // QT_CONFIG(accessibility)
        self.code_label.setText(QCoreApplication.translate("UnlockPage", u"\u672c\u673a\u5bc6\u94a5\uff08\u767b\u8bb0\u65f6\u6253\u5370\u7684 14 \u7ec4\uff09(&D)", None))
#if QT_CONFIG(accessibility)
        self.code.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u672c\u673a\u5bc6\u94a5\uff0c\u767b\u8bb0\u65f6\u6253\u5370\u7684 14 \u7ec4", None))
#endif // QT_CONFIG(accessibility)
        self.other.setText(QCoreApplication.translate("UnlockPage", u"\u5176\u4ed6", None))
#if QT_CONFIG(accessibility)
        self.other.setAccessibleName(QCoreApplication.translate("UnlockPage", u"\u5176\u4ed6\uff1a\u68c0\u67e5\u3001\u6062\u590d", None))
#endif // QT_CONFIG(accessibility)
        self.unlock.setText(QCoreApplication.translate("UnlockPage", u"\u6253\u5f00", None))
        pass
    # retranslateUi
