"""Compiled from `ui/petition_content.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QLabel, QPushButton, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

class Ui_PetitionContent(object):
    def setupUi(self, PetitionContent: QWidget) -> None:
        if not PetitionContent.objectName():
            PetitionContent.setObjectName(u"PetitionContent")
        self.column = QVBoxLayout(PetitionContent)
        self.column.setSpacing(12)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(16, 12, 16, 16)
        self.jurisdiction = QLabel(PetitionContent)
        self.jurisdiction.setObjectName(u"jurisdiction")
        self.jurisdiction.setProperty(u"role", u"quiet")
        self.jurisdiction.setWordWrap(True)

        self.column.addWidget(self.jurisdiction)

        self.accused_part = QWidget(PetitionContent)
        self.accused_part.setObjectName(u"accused_part")
        self.accused_part_column = QVBoxLayout(self.accused_part)
        self.accused_part_column.setSpacing(8)
        self.accused_part_column.setObjectName(u"accused_part_column")
        self.accused_part_column.setContentsMargins(0, 0, 0, 0)
        self.accused_heading = QLabel(self.accused_part)
        self.accused_heading.setObjectName(u"accused_heading")
        self.accused_heading.setProperty(u"role", u"heading")

        self.accused_part_column.addWidget(self.accused_heading)

        self.accused = QGridLayout()
        self.accused.setObjectName(u"accused")
        self.accused.setHorizontalSpacing(16)
        self.accused.setVerticalSpacing(12)
        self.accused.setContentsMargins(0, 0, 0, 0)

        self.accused_part_column.addLayout(self.accused)

        self.same_name = QFrame(self.accused_part)
        self.same_name.setObjectName(u"same_name")
        self.same_name.setProperty(u"role", u"asked")
        self.same_name_column = QVBoxLayout(self.same_name)
        self.same_name_column.setSpacing(8)
        self.same_name_column.setObjectName(u"same_name_column")
        self.same_name_column.setContentsMargins(12, 8, 12, 12)
        self.same_name_question = QLabel(self.same_name)
        self.same_name_question.setObjectName(u"same_name_question")
        self.same_name_question.setWordWrap(True)

        self.same_name_column.addWidget(self.same_name_question)

        self.same_name_people = QVBoxLayout()
        self.same_name_people.setSpacing(4)
        self.same_name_people.setObjectName(u"same_name_people")
        self.same_name_people.setContentsMargins(0, 0, 0, 0)

        self.same_name_column.addLayout(self.same_name_people)


        self.accused_part_column.addWidget(self.same_name)

        self.chosen_person = QLabel(self.accused_part)
        self.chosen_person.setObjectName(u"chosen_person")
        self.chosen_person.setProperty(u"role", u"quiet")
        self.chosen_person.setWordWrap(True)

        self.accused_part_column.addWidget(self.chosen_person)


        self.column.addWidget(self.accused_part)

        self.line_1 = QFrame(PetitionContent)
        self.line_1.setObjectName(u"line_1")
        self.line_1.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_1)

        self.content_part = QWidget(PetitionContent)
        self.content_part.setObjectName(u"content_part")
        self.content_part_column = QVBoxLayout(self.content_part)
        self.content_part_column.setSpacing(8)
        self.content_part_column.setObjectName(u"content_part_column")
        self.content_part_column.setContentsMargins(0, 0, 0, 0)
        self.content_heading = QLabel(self.content_part)
        self.content_heading.setObjectName(u"content_heading")
        self.content_heading.setProperty(u"role", u"heading")

        self.content_part_column.addWidget(self.content_heading)

        self.content = QGridLayout()
        self.content.setObjectName(u"content")
        self.content.setHorizontalSpacing(16)
        self.content.setVerticalSpacing(12)
        self.content.setContentsMargins(0, 0, 0, 0)

        self.content_part_column.addLayout(self.content)


        self.column.addWidget(self.content_part)

        self.line_2 = QFrame(PetitionContent)
        self.line_2.setObjectName(u"line_2")
        self.line_2.setProperty(u"role", u"rule")

        self.column.addWidget(self.line_2)

        self.allegations_part = QWidget(PetitionContent)
        self.allegations_part.setObjectName(u"allegations_part")
        self.allegations_part_column = QVBoxLayout(self.allegations_part)
        self.allegations_part_column.setSpacing(8)
        self.allegations_part_column.setObjectName(u"allegations_part_column")
        self.allegations_part_column.setContentsMargins(0, 0, 0, 0)
        self.allegations_head = QHBoxLayout()
        self.allegations_head.setSpacing(8)
        self.allegations_head.setObjectName(u"allegations_head")
        self.allegations_head.setContentsMargins(0, 0, 0, 0)
        self.allegations_heading = QLabel(self.allegations_part)
        self.allegations_heading.setObjectName(u"allegations_heading")
        self.allegations_heading.setProperty(u"role", u"heading")

        self.allegations_head.addWidget(self.allegations_heading)

        self.allegations_hint = QLabel(self.allegations_part)
        self.allegations_hint.setObjectName(u"allegations_hint")
        self.allegations_hint.setProperty(u"role", u"hint")
        self.allegations_hint.setWordWrap(True)

        self.allegations_head.addWidget(self.allegations_hint)

        self.add_allegation = QPushButton(self.allegations_part)
        self.add_allegation.setObjectName(u"add_allegation")

        self.allegations_head.addWidget(self.add_allegation)

        self.allegations_head.setStretch(1, 1)

        self.allegations_part_column.addLayout(self.allegations_head)

        self.allegations = QVBoxLayout()
        self.allegations.setSpacing(12)
        self.allegations.setObjectName(u"allegations")
        self.allegations.setContentsMargins(0, 0, 0, 0)

        self.allegations_part_column.addLayout(self.allegations)


        self.column.addWidget(self.allegations_part)

        self.sealed_part = QFrame(PetitionContent)
        self.sealed_part.setObjectName(u"sealed_part")
        self.sealed_part.setProperty(u"role", u"sealed")
        self.sealed_column = QVBoxLayout(self.sealed_part)
        self.sealed_column.setSpacing(12)
        self.sealed_column.setObjectName(u"sealed_column")
        self.sealed_column.setContentsMargins(16, 12, 16, 16)
        self.sealed_head = QHBoxLayout()
        self.sealed_head.setSpacing(8)
        self.sealed_head.setObjectName(u"sealed_head")
        self.sealed_head.setContentsMargins(0, 0, 0, 0)
        self.sealed_mark = QLabel(self.sealed_part)
        self.sealed_mark.setObjectName(u"sealed_mark")

        self.sealed_head.addWidget(self.sealed_mark)

        self.sealed_heading = QLabel(self.sealed_part)
        self.sealed_heading.setObjectName(u"sealed_heading")
        self.sealed_heading.setProperty(u"role", u"heading")

        self.sealed_head.addWidget(self.sealed_heading)

        self.sealed_rest = QSpacerItem(8, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.sealed_head.addItem(self.sealed_rest)


        self.sealed_column.addLayout(self.sealed_head)

        self.sealed_why = QLabel(self.sealed_part)
        self.sealed_why.setObjectName(u"sealed_why")
        self.sealed_why.setProperty(u"role", u"quiet")
        self.sealed_why.setWordWrap(True)

        self.sealed_column.addWidget(self.sealed_why)

        self.sealed = QGridLayout()
        self.sealed.setObjectName(u"sealed")
        self.sealed.setHorizontalSpacing(16)
        self.sealed.setVerticalSpacing(12)
        self.sealed.setContentsMargins(0, 0, 0, 0)

        self.sealed_column.addLayout(self.sealed)


        self.column.addWidget(self.sealed_part)

        self.rest = QSpacerItem(0, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.column.addItem(self.rest)


        self.retranslateUi(PetitionContent)

        QMetaObject.connectSlotsByName(PetitionContent)
    # setupUi

    def retranslateUi(self, PetitionContent: QWidget) -> None:
        self.jurisdiction.setText("")
        self.accused_heading.setText(QCoreApplication.translate("PetitionContent", u"\u88ab\u53cd\u6620\u4eba", None))
        self.same_name_question.setText(QCoreApplication.translate("PetitionContent", u"\u672c\u5355\u4f4d\u5df2\u6709\u540c\u540d\u3001\u540c\u5355\u4f4d\u3001\u540c\u804c\u52a1\u7684\u4eba\u3002\u662f\u540c\u4e00\u4e2a\u4eba\u7684\uff0c\u8bf7\u9009\u5b9a\uff1b\u662f\u53e6\u4e00\u4e2a\u4eba\u7684\uff0c\u8bf7\u628a\u5355\u4f4d\u6216\u804c\u52a1\u5199\u5f97\u8db3\u4ee5\u533a\u5206\u3002", None))
        self.chosen_person.setText("")
        self.content_heading.setText(QCoreApplication.translate("PetitionContent", u"\u5185\u5bb9", None))
        self.allegations_heading.setText(QCoreApplication.translate("PetitionContent", u"\u53cd\u6620\u95ee\u9898", None))
        self.allegations_hint.setText(QCoreApplication.translate("PetitionContent", u"\u4e00\u4ef6\u4e8b\u4e00\u6761\uff0c\u7528\u4e2d\u6027\u7684\u8bdd\u5199\uff0c\u5206\u522b\u6838\u67e5\u3001\u5206\u522b\u6f84\u6e05", None))
        self.add_allegation.setText(QCoreApplication.translate("PetitionContent", u"\u6dfb\u52a0\u95ee\u9898(&A)", None))
        self.sealed_mark.setText("")
        self.sealed_heading.setText(QCoreApplication.translate("PetitionContent", u"\u4e3e\u62a5\u4eba\uff08\u5355\u72ec\u5bc6\u5c01\uff09", None))
        self.sealed_why.setText(QCoreApplication.translate("PetitionContent", u"\u5199\u5728\u8fd9\u91cc\u7684\u5185\u5bb9\u53ea\u8fdb\u5bc6\u5c01\u8868\uff1a\u4e0d\u5b58\u8349\u7a3f\uff0c\u4e0d\u8fdb\u5217\u8868\u3001\u68c0\u7d22\u3001\u7edf\u8ba1\u3001\u6587\u4e66\u548c\u5bfc\u51fa\uff1b\u767b\u8bb0\u540e\u7acb\u5373\u6e05\u7a7a\uff0c\u4ee5\u540e\u9010\u6b21\u8bf4\u660e\u7406\u7531\u624d\u80fd\u6253\u5f00\u3002\u79bb\u5f00\u8fd9\u4e00\u4ef6\u524d\u6ca1\u6709\u767b\u8bb0\u7684\uff0c\u9700\u8981\u91cd\u586b\u3002", None))
        pass
    # retranslateUi
