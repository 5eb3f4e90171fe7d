"""Compiled from `ui/cards.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QCheckBox, QFrame, QGridLayout,
    QHBoxLayout, QLabel, QPushButton, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)
class Ui_Cards(object):
    def setupUi(self, Cards: QWidget) -> None:
        if not Cards.objectName():
            Cards.setObjectName(u"Cards")
        self.whole = QHBoxLayout(Cards)
        self.whole.setSpacing(24)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 12, 16, 12)
        self.own_column = QVBoxLayout()
        self.own_column.setSpacing(12)
        self.own_column.setObjectName(u"own_column")
        self.own_heading = QLabel(Cards)
        self.own_heading.setObjectName(u"own_heading")
        self.own_heading.setProperty(u"role", u"heading")

        self.own_column.addWidget(self.own_heading)

        self.own_why = QLabel(Cards)
        self.own_why.setObjectName(u"own_why")
        self.own_why.setWordWrap(True)
        self.own_why.setProperty(u"role", u"quiet")

        self.own_column.addWidget(self.own_why)

        self.own_facts = QGridLayout()
        self.own_facts.setObjectName(u"own_facts")
        self.own_facts.setHorizontalSpacing(12)
        self.own_facts.setVerticalSpacing(8)

        self.own_column.addLayout(self.own_facts)

        self.own_fields = QVBoxLayout()
        self.own_fields.setObjectName(u"own_fields")

        self.own_column.addLayout(self.own_fields)

        self.own_buttons = QHBoxLayout()
        self.own_buttons.setObjectName(u"own_buttons")
        self.own_room = QSpacerItem(0, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.own_buttons.addItem(self.own_room)

        self.save = QPushButton(Cards)
        self.save.setObjectName(u"save")

        self.own_buttons.addWidget(self.save)


        self.own_column.addLayout(self.own_buttons)

        self.own_below = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.own_column.addItem(self.own_below)


        self.whole.addLayout(self.own_column)

        self.peer_column = QVBoxLayout()
        self.peer_column.setSpacing(12)
        self.peer_column.setObjectName(u"peer_column")
        self.peer_heading = QLabel(Cards)
        self.peer_heading.setObjectName(u"peer_heading")
        self.peer_heading.setProperty(u"role", u"heading")

        self.peer_column.addWidget(self.peer_heading)

        self.peer_why = QLabel(Cards)
        self.peer_why.setObjectName(u"peer_why")
        self.peer_why.setWordWrap(True)
        self.peer_why.setProperty(u"role", u"quiet")

        self.peer_column.addWidget(self.peer_why)

        self.peer_fields = QVBoxLayout()
        self.peer_fields.setObjectName(u"peer_fields")

        self.peer_column.addLayout(self.peer_fields)

        self.peer_buttons = QHBoxLayout()
        self.peer_buttons.setObjectName(u"peer_buttons")
        self.peer_room = QSpacerItem(0, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.peer_buttons.addItem(self.peer_room)

        self.read = QPushButton(Cards)
        self.read.setObjectName(u"read")

        self.peer_buttons.addWidget(self.read)


        self.peer_column.addLayout(self.peer_buttons)

        self.compare = QFrame(Cards)
        self.compare.setObjectName(u"compare")
        self.compare.setProperty(u"role", u"asked")
        self.compare_column = QVBoxLayout(self.compare)
        self.compare_column.setSpacing(12)
        self.compare_column.setObjectName(u"compare_column")
        self.compare_column.setContentsMargins(16, 12, 16, 12)
        self.peer_facts = QGridLayout()
        self.peer_facts.setObjectName(u"peer_facts")
        self.peer_facts.setHorizontalSpacing(12)
        self.peer_facts.setVerticalSpacing(8)

        self.compare_column.addLayout(self.peer_facts)

        self.code_label = QLabel(self.compare)
        self.code_label.setObjectName(u"code_label")
        self.code_label.setWordWrap(True)
        self.code_label.setProperty(u"role", u"label")

        self.compare_column.addWidget(self.code_label)

        self.code = QLabel(self.compare)
        self.code.setObjectName(u"code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setProperty(u"role", u"code")

        self.compare_column.addWidget(self.code)

        self.compared = QCheckBox(self.compare)
        self.compared.setObjectName(u"compared")

        self.compare_column.addWidget(self.compared)

        self.compare_buttons = QHBoxLayout()
        self.compare_buttons.setSpacing(8)
        self.compare_buttons.setObjectName(u"compare_buttons")
        self.compare_room = QSpacerItem(0, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.compare_buttons.addItem(self.compare_room)

        self.leave = QPushButton(self.compare)
        self.leave.setObjectName(u"leave")

        self.compare_buttons.addWidget(self.leave)

        self.enrol = QPushButton(self.compare)
        self.enrol.setObjectName(u"enrol")
        self.enrol.setProperty(u"kind", u"primary")

        self.compare_buttons.addWidget(self.enrol)


        self.compare_column.addLayout(self.compare_buttons)


        self.peer_column.addWidget(self.compare)

        self.peer_below = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.peer_column.addItem(self.peer_below)


        self.whole.addLayout(self.peer_column)

        self.whole.setStretch(0, 1)
        self.whole.setStretch(1, 1)

        self.retranslateUi(Cards)

        QMetaObject.connectSlotsByName(Cards)
    # setupUi

    def retranslateUi(self, Cards: QWidget) -> None:
        self.own_heading.setText(QCoreApplication.translate("Cards", u"\u672c\u4eba\u7684\u540d\u7247\uff08\u516c\u94a5\u5361\uff09", None))
        self.own_why.setText(QCoreApplication.translate("Cards", u"\u4ea4\u7ed9\u5bf9\u65b9\u5355\u4f4d\u767b\u8bb0\u540e\uff0c\u5bf9\u65b9\u624d\u80fd\u7ed9\u60a8\u5236\u4f5c\u4ea4\u63a5\u5305\uff0c\u4e5f\u624d\u80fd\u6838\u9a8c\u60a8\u79fb\u4ea4\u7684\u4ea4\u63a5\u5305\u3002\u91cc\u9762\u53ea\u6709\u516c\u94a5\uff0c\u6ca1\u6709\u6848\u4ef6\u5185\u5bb9\u3002", None))
        self.save.setText(QCoreApplication.translate("Cards", u"\u5bfc\u51fa\u540d\u7247", None))
        self.peer_heading.setText(QCoreApplication.translate("Cards", u"\u767b\u8bb0\u5bf9\u65b9\u7684\u540d\u7247", None))
        self.peer_why.setText(QCoreApplication.translate("Cards", u"\u5148\u6253\u5f00\u5bf9\u65b9\u4ea4\u6765\u7684\u6587\u4ef6\uff0c\u518d\u4e0e\u5bf9\u65b9\u5f53\u9762\u9010\u5b57\u6838\u5bf9\u6838\u5bf9\u7801\uff0c\u4e00\u81f4\u624d\u767b\u8bb0\u3002\u767b\u8bb0\u4ee5\u540e\uff0c\u8fd9\u53f0\u8bbe\u5907\u7684\u4ea4\u63a5\u5305\u5373\u53d7\u4fe1\u4efb\u3002", None))
        self.read.setText(QCoreApplication.translate("Cards", u"\u6253\u5f00\u540d\u7247", None))
        self.code_label.setText(QCoreApplication.translate("Cards", u"\u6838\u5bf9\u7801\uff08\u8bf7\u5bf9\u65b9\u5ff5\u51fa\u4ed6\u5c4f\u5e55\u4e0a\u7684\uff0c\u9010\u5b57\u5bf9\u7167\uff09", None))
        self.compared.setText(QCoreApplication.translate("Cards", u"\u5df2\u5f53\u9762\u6838\u5bf9\uff0c\u4e24\u8fb9\u7684\u6838\u5bf9\u7801\u5b8c\u5168\u4e00\u81f4", None))
        self.leave.setText(QCoreApplication.translate("Cards", u"\u4e0d\u767b\u8bb0", None))
        self.enrol.setText(QCoreApplication.translate("Cards", u"\u767b\u8bb0\u540d\u7247", None))
        pass
    # retranslateUi
