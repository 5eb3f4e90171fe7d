"""Compiled from `ui/petition_intake.ui` by installer/compile_forms.py; draw there, never edit here."""
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

class Ui_PetitionIntake(object):
    def setupUi(self, PetitionIntake: QWidget) -> None:
        if not PetitionIntake.objectName():
            PetitionIntake.setObjectName(u"PetitionIntake")
        self.column = QVBoxLayout(PetitionIntake)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.first = QFrame(PetitionIntake)
        self.first.setObjectName(u"first")
        self.first.setProperty(u"role", u"card")
        self.first_column = QVBoxLayout(self.first)
        self.first_column.setSpacing(12)
        self.first_column.setObjectName(u"first_column")
        self.first_column.setContentsMargins(16, 12, 12, 16)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.title = QLabel(self.first)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"title")

        self.head.addWidget(self.title)

        self.head_room = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.head_room)

        self.leave = QPushButton(self.first)
        self.leave.setObjectName(u"leave")

        self.head.addWidget(self.leave)

        self.decide = QPushButton(self.first)
        self.decide.setObjectName(u"decide")
        self.decide.setProperty(u"kind", u"primary")

        self.head.addWidget(self.decide)


        self.first_column.addLayout(self.head)

        self.why = QLabel(self.first)
        self.why.setObjectName(u"why")
        self.why.setProperty(u"role", u"quiet")
        self.why.setWordWrap(True)

        self.first_column.addWidget(self.why)

        self.fields = QGridLayout()
        self.fields.setObjectName(u"fields")
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(12)
        self.fields.setContentsMargins(0, 0, 0, 0)

        self.first_column.addLayout(self.fields)

        self.own_principal = QCheckBox(self.first)
        self.own_principal.setObjectName(u"own_principal")

        self.first_column.addWidget(self.own_principal)

        self.line = QFrame(self.first)
        self.line.setObjectName(u"line")
        self.line.setProperty(u"role", u"rule")

        self.first_column.addWidget(self.line)

        self.rule = QLabel(self.first)
        self.rule.setObjectName(u"rule")
        self.rule.setProperty(u"role", u"hint")
        self.rule.setWordWrap(True)

        self.first_column.addWidget(self.rule)


        self.column.addWidget(self.first)

        self.rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.rest)


        self.retranslateUi(PetitionIntake)

        QMetaObject.connectSlotsByName(PetitionIntake)
    # setupUi

    def retranslateUi(self, PetitionIntake: QWidget) -> None:
        self.title.setText(QCoreApplication.translate("PetitionIntake", u"\u65b0\u767b\u8bb0\uff1a\u5148\u5b9a\u7ba1\u8f96", None))
        self.leave.setText(QCoreApplication.translate("PetitionIntake", u"\u4e0d\u767b\u8bb0\u4e86", None))
        self.decide.setText(QCoreApplication.translate("PetitionIntake", u"\u786e\u5b9a\u7ba1\u8f96", None))
#if QT_CONFIG(shortcut)
        self.decide.setShortcut(QCoreApplication.translate("PetitionIntake", u"Ctrl+Return", None))
#endif // QT_CONFIG(shortcut)
        self.why.setText(QCoreApplication.translate("PetitionIntake", u"\u88ab\u53cd\u6620\u4eba\u5f52\u8c01\u7ba1\u7406\uff0c\u51b3\u5b9a\u8fd9\u4ef6\u4fe1\u8bbf\u4e3e\u62a5\u7531\u8c01\u767b\u8bb0\u3002\u786e\u5b9a\u4e4b\u524d\u4e0d\u5f00\u653e\u5185\u5bb9\u680f\uff0c\u4e5f\u4e0d\u4fdd\u5b58\u4efb\u4f55\u5185\u5bb9\u3002", None))
        self.own_principal.setText(QCoreApplication.translate("PetitionIntake", u"\u53cd\u6620\u7684\u662f\u672c\u5355\u4f4d\u4e3b\u8981\u8d1f\u8d23\u4eba", None))
        self.rule.setText("")
        pass
    # retranslateUi
