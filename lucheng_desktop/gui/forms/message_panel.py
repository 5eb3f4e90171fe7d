"""Compiled from `ui/message_panel.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QSizePolicy, QToolButton, QVBoxLayout, QWidget)
class Ui_MessagePanel(object):
    def setupUi(self, MessagePanel: QFrame) -> None:
        if not MessagePanel.objectName():
            MessagePanel.setObjectName(u"MessagePanel")
        self.line = QHBoxLayout(MessagePanel)
        self.line.setSpacing(12)
        self.line.setObjectName(u"line")
        self.line.setContentsMargins(12, 8, 8, 8)
        self.mark = QLabel(MessagePanel)
        self.mark.setObjectName(u"mark")
        self.mark.setMinimumSize(QSize(18, 22))
        self.mark.setMaximumSize(QSize(18, 22))

        self.line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)

        self.column = QVBoxLayout()
        self.column.setSpacing(4)
        self.column.setObjectName(u"column")
        self.text = QLabel(MessagePanel)
        self.text.setObjectName(u"text")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setProperty(u"role", u"heading")

        self.column.addWidget(self.text)

        self.rule = QLabel(MessagePanel)
        self.rule.setObjectName(u"rule")
        self.rule.setWordWrap(True)
        self.rule.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rule.setProperty(u"role", u"quiet")

        self.column.addWidget(self.rule)

        self.then = QLabel(MessagePanel)
        self.then.setObjectName(u"then")
        self.then.setWordWrap(True)
        self.then.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

        self.column.addWidget(self.then)


        self.line.addLayout(self.column)

        self.code = QLabel(MessagePanel)
        self.code.setObjectName(u"code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setProperty(u"role", u"hint")

        self.line.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)

        self.close = QToolButton(MessagePanel)
        self.close.setObjectName(u"close")
        self.close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.line.addWidget(self.close, 0, Qt.AlignmentFlag.AlignTop)

        self.line.setStretch(1, 1)

        self.retranslateUi(MessagePanel)

        QMetaObject.connectSlotsByName(MessagePanel)
    # setupUi

    def retranslateUi(self, MessagePanel: QFrame) -> None:
#if QT_CONFIG(tooltip)
        self.close.setToolTip(QCoreApplication.translate("MessagePanel", u"\u5173\u95ed\u63d0\u793a", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.close.setAccessibleName(QCoreApplication.translate("MessagePanel", u"\u5173\u95ed\u63d0\u793a", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
