"""Compiled from `ui/viewer.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QLabel,
    QListWidget, QListWidgetItem, QScrollArea, QSizePolicy,
    QSpacerItem, QToolButton, QVBoxLayout, QWidget)
class Ui_Viewer(object):
    def setupUi(self, Viewer: QWidget) -> None:
        if not Viewer.objectName():
            Viewer.setObjectName(u"Viewer")
        self.column = QVBoxLayout(Viewer)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(4)
        self.tools.setObjectName(u"tools")
        self.tools.setContentsMargins(12, 4, 12, 4)
        self.smaller = QToolButton(Viewer)
        self.smaller.setObjectName(u"smaller")
        self.smaller.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.tools.addWidget(self.smaller)

        self.percent = QToolButton(Viewer)
        self.percent.setObjectName(u"percent")
        self.percent.setMinimumSize(QSize(60, 0))
        self.percent.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.percent.setText(u"100%")

        self.tools.addWidget(self.percent)

        self.larger = QToolButton(Viewer)
        self.larger.setObjectName(u"larger")
        self.larger.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.tools.addWidget(self.larger)

        self.fit = QToolButton(Viewer)
        self.fit.setObjectName(u"fit")
        self.fit.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fit.setCheckable(True)
        self.fit.setChecked(True)
        self.fit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.tools.addWidget(self.fit)

        self.place = QLabel(Viewer)
        self.place.setObjectName(u"place")
        self.place.setIndent(8)
        self.place.setProperty(u"role", u"quiet")

        self.tools.addWidget(self.place)

        self.room = QSpacerItem(8, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.tools.addItem(self.room)

        self.print = QToolButton(Viewer)
        self.print.setObjectName(u"print")
        self.print.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.print.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.tools.addWidget(self.print)


        self.column.addLayout(self.tools)

        self.halves = QHBoxLayout()
        self.halves.setSpacing(0)
        self.halves.setObjectName(u"halves")
        self.paper = QScrollArea(Viewer)
        self.paper.setObjectName(u"paper")
        self.paper.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setWidgetResizable(True)
        self.table = QWidget()
        self.table.setObjectName(u"table")
        self.stack = QVBoxLayout(self.table)
        self.stack.setSpacing(16)
        self.stack.setObjectName(u"stack")
        self.stack.setContentsMargins(16, 16, 16, 16)
        self.below = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.stack.addItem(self.below)

        self.paper.setWidget(self.table)

        self.halves.addWidget(self.paper)

        self.marks = QListWidget(Viewer)
        self.marks.setObjectName(u"marks")
        self.marks.setMinimumSize(QSize(220, 0))
        self.marks.setMaximumSize(QSize(220, 16777215))
        self.marks.setWordWrap(True)

        self.halves.addWidget(self.marks)

        self.halves.setStretch(0, 1)

        self.column.addLayout(self.halves)

        self.column.setStretch(1, 1)

        self.retranslateUi(Viewer)

        QMetaObject.connectSlotsByName(Viewer)
    # setupUi

    def retranslateUi(self, Viewer: QWidget) -> None:
#if QT_CONFIG(tooltip)
        self.smaller.setToolTip(QCoreApplication.translate("Viewer", u"\u7f29\u5c0f\uff08Ctrl+\u51cf\u53f7\uff09", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.smaller.setAccessibleName(QCoreApplication.translate("Viewer", u"\u7f29\u5c0f", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.percent.setToolTip(QCoreApplication.translate("Viewer", u"\u6309\u5b9e\u9645\u5927\u5c0f\u663e\u793a\uff08Ctrl+0\uff09", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.percent.setAccessibleName(QCoreApplication.translate("Viewer", u"\u6309\u5b9e\u9645\u5927\u5c0f\u663e\u793a", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.larger.setToolTip(QCoreApplication.translate("Viewer", u"\u653e\u5927\uff08Ctrl+\u52a0\u53f7\uff09", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.larger.setAccessibleName(QCoreApplication.translate("Viewer", u"\u653e\u5927", None))
#endif // QT_CONFIG(accessibility)
        self.fit.setText(QCoreApplication.translate("Viewer", u"\u9002\u5408\u5bbd\u5ea6", None))
        self.print.setText(QCoreApplication.translate("Viewer", u"\u6253\u5370\u2026", None))
#if QT_CONFIG(tooltip)
        self.print.setToolTip(QCoreApplication.translate("Viewer", u"\u6253\u5370\u5c4f\u5e55\u4e0a\u7684\u8fd9\u4e00\u4efd\uff08Ctrl+P\uff09", None))
#endif // QT_CONFIG(tooltip)
#if QT_CONFIG(accessibility)
        self.paper.setAccessibleName(QCoreApplication.translate("Viewer", u"\u6587\u4e66\u9875\u9762", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.marks.setAccessibleName(QCoreApplication.translate("Viewer", u"\u6807\u51fa\u7684\u5730\u65b9", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi
