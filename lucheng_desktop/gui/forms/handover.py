"""Compiled from `ui/handover.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QHeaderView, QLabel, QPushButton, QScrollArea,
    QSizePolicy, QSpacerItem, QTabWidget, QVBoxLayout,
    QWidget)

from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.table import RecordTable
class Ui_Handover(object):
    def setupUi(self, Handover: QWidget) -> None:
        if not Handover.objectName():
            Handover.setObjectName(u"Handover")
        self.whole = QVBoxLayout(Handover)
        self.whole.setSpacing(8)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(16, 12, 16, 12)
        self.message = MessagePanel(Handover)
        self.message.setObjectName(u"message")

        self.whole.addWidget(self.message)

        self.card = QFrame(Handover)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"role", u"card")
        self.card_column = QVBoxLayout(self.card)
        self.card_column.setSpacing(0)
        self.card_column.setObjectName(u"card_column")
        self.card_column.setContentsMargins(0, 4, 0, 0)
        self.tabs = QTabWidget(self.card)
        self.tabs.setObjectName(u"tabs")
        self.tabs.setDocumentMode(True)
        self.tab_export = QWidget()
        self.tab_export.setObjectName(u"tab_export")
        self.export_line = QHBoxLayout(self.tab_export)
        self.export_line.setSpacing(0)
        self.export_line.setObjectName(u"export_line")
        self.export_line.setContentsMargins(0, 0, 0, 0)
        self.cases_column = QVBoxLayout()
        self.cases_column.setSpacing(0)
        self.cases_column.setObjectName(u"cases_column")
        self.cases_column.setContentsMargins(0, 0, 0, 0)
        self.cases = RecordTable(self.tab_export)
        self.cases.setObjectName(u"cases")

        self.cases_column.addWidget(self.cases)

        self.cases_empty = QLabel(self.tab_export)
        self.cases_empty.setObjectName(u"cases_empty")
        self.cases_empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cases_empty.setWordWrap(True)
        self.cases_empty.setProperty(u"role", u"quiet")

        self.cases_column.addWidget(self.cases_empty)

        self.cases_count = QLabel(self.tab_export)
        self.cases_count.setObjectName(u"cases_count")
        self.cases_count.setMinimumSize(QSize(0, 32))
        self.cases_count.setIndent(12)
        self.cases_count.setProperty(u"role", u"quiet")

        self.cases_column.addWidget(self.cases_count)


        self.export_line.addLayout(self.cases_column)

        self.export_area = QScrollArea(self.tab_export)
        self.export_area.setObjectName(u"export_area")
        self.export_area.setFrameShape(QFrame.Shape.NoFrame)
        self.export_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.export_area.setWidgetResizable(True)
        self.export_ground = QWidget()
        self.export_ground.setObjectName(u"export_ground")
        self.export_column = QVBoxLayout(self.export_ground)
        self.export_column.setSpacing(12)
        self.export_column.setObjectName(u"export_column")
        self.export_column.setContentsMargins(16, 12, 16, 12)
        self.export_fields = QVBoxLayout()
        self.export_fields.setSpacing(12)
        self.export_fields.setObjectName(u"export_fields")

        self.export_column.addLayout(self.export_fields)

        self.export_buttons = QHBoxLayout()
        self.export_buttons.setSpacing(8)
        self.export_buttons.setObjectName(u"export_buttons")
        self.export_room = QSpacerItem(0, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.export_buttons.addItem(self.export_room)

        self.export_go = QPushButton(self.export_ground)
        self.export_go.setObjectName(u"export_go")
        self.export_go.setProperty(u"kind", u"primary")

        self.export_buttons.addWidget(self.export_go)


        self.export_column.addLayout(self.export_buttons)

        self.export_facts = QGridLayout()
        self.export_facts.setObjectName(u"export_facts")
        self.export_facts.setHorizontalSpacing(12)
        self.export_facts.setVerticalSpacing(8)

        self.export_column.addLayout(self.export_facts)

        self.export_below = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.export_column.addItem(self.export_below)

        self.export_area.setWidget(self.export_ground)

        self.export_line.addWidget(self.export_area)

        self.export_line.setStretch(0, 2)
        self.export_line.setStretch(1, 3)
        self.tabs.addTab(self.tab_export, "")
        self.tab_receive = QWidget()
        self.tab_receive.setObjectName(u"tab_receive")
        self.receive_column = QVBoxLayout(self.tab_receive)
        self.receive_column.setSpacing(12)
        self.receive_column.setObjectName(u"receive_column")
        self.receive_column.setContentsMargins(16, 12, 16, 12)
        self.receive_fields = QVBoxLayout()
        self.receive_fields.setSpacing(12)
        self.receive_fields.setObjectName(u"receive_fields")

        self.receive_column.addLayout(self.receive_fields)

        self.receive_buttons = QHBoxLayout()
        self.receive_buttons.setSpacing(8)
        self.receive_buttons.setObjectName(u"receive_buttons")
        self.receive_room = QSpacerItem(0, 20, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.receive_buttons.addItem(self.receive_room)

        self.verify_go = QPushButton(self.tab_receive)
        self.verify_go.setObjectName(u"verify_go")

        self.receive_buttons.addWidget(self.verify_go)

        self.import_go = QPushButton(self.tab_receive)
        self.import_go.setObjectName(u"import_go")
        self.import_go.setProperty(u"kind", u"primary")

        self.receive_buttons.addWidget(self.import_go)


        self.receive_column.addLayout(self.receive_buttons)

        self.receive_facts = QGridLayout()
        self.receive_facts.setObjectName(u"receive_facts")
        self.receive_facts.setHorizontalSpacing(12)
        self.receive_facts.setVerticalSpacing(8)

        self.receive_column.addLayout(self.receive_facts)

        self.receive_below = QSpacerItem(20, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.receive_column.addItem(self.receive_below)

        self.tabs.addTab(self.tab_receive, "")

        self.card_column.addWidget(self.tabs)


        self.whole.addWidget(self.card)

        self.whole.setStretch(1, 1)

        self.retranslateUi(Handover)

        QMetaObject.connectSlotsByName(Handover)
    # setupUi

    def retranslateUi(self, Handover: QWidget) -> None:
#if QT_CONFIG(accessibility)
        self.tabs.setAccessibleName(QCoreApplication.translate("Handover", u"\u4ea4\u63a5\u7684\u5404\u9879", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.cases.setAccessibleName(QCoreApplication.translate("Handover", u"\u8981\u79fb\u4ea4\u7684\u6848\u4ef6\uff0c\u53ef\u9009\u591a\u4ef6", None))
#endif // QT_CONFIG(accessibility)
        self.export_go.setText(QCoreApplication.translate("Handover", u"\u5bfc\u51fa", None))
        self.tabs.setTabText(self.tabs.indexOf(self.tab_export), QCoreApplication.translate("Handover", u"\u5bfc\u51fa", None))
        self.verify_go.setText(QCoreApplication.translate("Handover", u"\u53ea\u6838\u9a8c", None))
        self.import_go.setText(QCoreApplication.translate("Handover", u"\u6838\u9a8c\u5e76\u5bfc\u5165", None))
        self.tabs.setTabText(self.tabs.indexOf(self.tab_receive), QCoreApplication.translate("Handover", u"\u63a5\u6536", None))
        pass
    # retranslateUi
