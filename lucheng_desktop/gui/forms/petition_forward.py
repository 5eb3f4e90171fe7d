"""Compiled from `ui/petition_forward.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

class Ui_PetitionForward(object):
    def setupUi(self, PetitionForward: QWidget) -> None:
        if not PetitionForward.objectName():
            PetitionForward.setObjectName(u"PetitionForward")
        self.column = QVBoxLayout(PetitionForward)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.setObjectName(u"head")
        self.head.setContentsMargins(0, 0, 0, 0)
        self.mark = QLabel(PetitionForward)
        self.mark.setObjectName(u"mark")

        self.head.addWidget(self.mark)

        self.heading = QLabel(PetitionForward)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"title")

        self.head.addWidget(self.heading)

        self.head_rest = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.head.addItem(self.head_rest)


        self.column.addLayout(self.head)

        self.what = QLabel(PetitionForward)
        self.what.setObjectName(u"what")
        self.what.setWordWrap(True)

        self.column.addWidget(self.what)

        self.by = QLabel(PetitionForward)
        self.by.setObjectName(u"by")
        self.by.setProperty(u"role", u"heading")
        self.by.setWordWrap(True)

        self.column.addWidget(self.by)

        self.kept = QLabel(PetitionForward)
        self.kept.setObjectName(u"kept")
        self.kept.setProperty(u"role", u"quiet")
        self.kept.setWordWrap(True)

        self.column.addWidget(self.kept)

        self.line = QFrame(PetitionForward)
        self.line.setObjectName(u"line")
        self.line.setProperty(u"role", u"rule")

        self.column.addWidget(self.line)

        self.rule = QLabel(PetitionForward)
        self.rule.setObjectName(u"rule")
        self.rule.setProperty(u"role", u"hint")
        self.rule.setWordWrap(True)

        self.column.addWidget(self.rule)

        self.rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.rest)


        self.retranslateUi(PetitionForward)

        QMetaObject.connectSlotsByName(PetitionForward)
    # setupUi

    def retranslateUi(self, PetitionForward: QWidget) -> None:
        self.mark.setText("")
        self.heading.setText("")
        self.what.setText("")
        self.by.setText("")
        self.kept.setText("")
        self.rule.setText("")
        pass
    # retranslateUi
