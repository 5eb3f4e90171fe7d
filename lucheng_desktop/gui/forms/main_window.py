"""Compiled from `ui/main_window.ui` by installer/compile_forms.py; draw there, never edit here."""
# ruff: noqa

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QAction, QBrush, QColor, QConicalGradient,
    QCursor, QFont, QFontDatabase, QGradient,
    QIcon, QImage, QKeySequence, QLinearGradient,
    QPainter, QPalette, QPixmap, QRadialGradient,
    QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QListWidgetItem, QMainWindow,
    QMenu, QMenuBar, QSizePolicy, QStackedWidget,
    QStatusBar, QVBoxLayout, QWidget)

from lucheng_desktop.gui.message_panel import MessagePanel
from lucheng_desktop.gui.nav import NavList
class Ui_MainWindow(object):
    def setupUi(self, MainWindow: QMainWindow) -> None:
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        MainWindow.resize(1366, 728)
        self.lock = QAction(MainWindow)
        self.lock.setObjectName(u"lock")
#if QT_CONFIG(shortcut)
        self.lock.setShortcut(u"Ctrl+L")
#endif // QT_CONFIG(shortcut)
        self.quit = QAction(MainWindow)
        self.quit.setObjectName(u"quit")
#if QT_CONFIG(shortcut)
        self.quit.setShortcut(u"Ctrl+Q")
#endif // QT_CONFIG(shortcut)
        self.undo = QAction(MainWindow)
        self.undo.setObjectName(u"undo")
        self.redo = QAction(MainWindow)
        self.redo.setObjectName(u"redo")
        self.cut = QAction(MainWindow)
        self.cut.setObjectName(u"cut")
        self.copy = QAction(MainWindow)
        self.copy.setObjectName(u"copy")
        self.paste = QAction(MainWindow)
        self.paste.setObjectName(u"paste")
        self.select_all = QAction(MainWindow)
        self.select_all.setObjectName(u"select_all")
        self.find = QAction(MainWindow)
        self.find.setObjectName(u"find")
#if QT_CONFIG(shortcut)
        self.find.setShortcut(u"Ctrl+F")
#endif // QT_CONFIG(shortcut)
        self.reread = QAction(MainWindow)
        self.reread.setObjectName(u"reread")
#if QT_CONFIG(shortcut)
        self.reread.setShortcut(u"F5")
#endif // QT_CONFIG(shortcut)
        self.keys = QAction(MainWindow)
        self.keys.setObjectName(u"keys")
#if QT_CONFIG(shortcut)
        self.keys.setShortcut(u"F1")
#endif // QT_CONFIG(shortcut)
        self.about = QAction(MainWindow)
        self.about.setObjectName(u"about")
        self.workspace = QWidget(MainWindow)
        self.workspace.setObjectName(u"workspace")
        self.whole = QVBoxLayout(self.workspace)
        self.whole.setSpacing(0)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.doors = QStackedWidget(self.workspace)
        self.doors.setObjectName(u"doors")
        self.work = QWidget()
        self.work.setObjectName(u"work")
        self.halves = QHBoxLayout(self.work)
        self.halves.setSpacing(0)
        self.halves.setObjectName(u"halves")
        self.halves.setContentsMargins(0, 0, 0, 0)
        self.nav = NavList(self.work)
        self.nav.setObjectName(u"nav")
        self.nav.setMinimumSize(QSize(168, 0))
        self.nav.setMaximumSize(QSize(168, 16777215))

        self.halves.addWidget(self.nav)

        self.right = QVBoxLayout()
        self.right.setSpacing(0)
        self.right.setObjectName(u"right")
        self.notice = QWidget(self.work)
        self.notice.setObjectName(u"notice")
        self.notice_column = QVBoxLayout(self.notice)
        self.notice_column.setObjectName(u"notice_column")
        self.notice_column.setContentsMargins(16, 12, 16, 0)
        self.message = MessagePanel(self.notice)
        self.message.setObjectName(u"message")

        self.notice_column.addWidget(self.message)


        self.right.addWidget(self.notice)

        self.pages = QStackedWidget(self.work)
        self.pages.setObjectName(u"pages")

        self.right.addWidget(self.pages)


        self.halves.addLayout(self.right)

        self.doors.addWidget(self.work)

        self.whole.addWidget(self.doors)

        MainWindow.setCentralWidget(self.workspace)
        self.menus = QMenuBar(MainWindow)
        self.menus.setObjectName(u"menus")
        self.file = QMenu(self.menus)
        self.file.setObjectName(u"file")
        self.edit = QMenu(self.menus)
        self.edit.setObjectName(u"edit")
        self.view = QMenu(self.menus)
        self.view.setObjectName(u"view")
        self.business = QMenu(self.menus)
        self.business.setObjectName(u"business")
        self.statistics = QMenu(self.menus)
        self.statistics.setObjectName(u"statistics")
        self.tools = QMenu(self.menus)
        self.tools.setObjectName(u"tools")
        self.help = QMenu(self.menus)
        self.help.setObjectName(u"help")
        MainWindow.setMenuBar(self.menus)
        self.status = QStatusBar(MainWindow)
        self.status.setObjectName(u"status")
        self.status.setSizeGripEnabled(False)
        MainWindow.setStatusBar(self.status)

        self.menus.addAction(self.file.menuAction())
        self.menus.addAction(self.edit.menuAction())
        self.menus.addAction(self.view.menuAction())
        self.menus.addAction(self.business.menuAction())
        self.menus.addAction(self.statistics.menuAction())
        self.menus.addAction(self.tools.menuAction())
        self.menus.addAction(self.help.menuAction())
        self.file.addAction(self.lock)
        self.file.addSeparator()
        self.file.addAction(self.quit)
        self.edit.addAction(self.undo)
        self.edit.addAction(self.redo)
        self.edit.addSeparator()
        self.edit.addAction(self.cut)
        self.edit.addAction(self.copy)
        self.edit.addAction(self.paste)
        self.edit.addAction(self.select_all)
        self.edit.addSeparator()
        self.edit.addAction(self.find)
        self.view.addSeparator()
        self.view.addAction(self.reread)
        self.help.addAction(self.keys)
        self.help.addAction(self.about)

        self.retranslateUi(MainWindow)

        QMetaObject.connectSlotsByName(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow: QMainWindow) -> None:
        self.lock.setText(QCoreApplication.translate("MainWindow", u"\u9501\u5b9a\u5e76\u5207\u6362\u4eba\u5458(&L)", None))
        self.quit.setText(QCoreApplication.translate("MainWindow", u"\u9000\u51fa(&X)", None))
        self.undo.setText(QCoreApplication.translate("MainWindow", u"\u64a4\u9500(&U)", None))
        self.redo.setText(QCoreApplication.translate("MainWindow", u"\u91cd\u505a(&R)", None))
        self.cut.setText(QCoreApplication.translate("MainWindow", u"\u526a\u5207(&T)", None))
        self.copy.setText(QCoreApplication.translate("MainWindow", u"\u590d\u5236(&C)", None))
        self.paste.setText(QCoreApplication.translate("MainWindow", u"\u7c98\u8d34(&P)", None))
        self.select_all.setText(QCoreApplication.translate("MainWindow", u"\u5168\u9009(&A)", None))
        self.find.setText(QCoreApplication.translate("MainWindow", u"\u641c\u7d22(&F)", None))
        self.reread.setText(QCoreApplication.translate("MainWindow", u"\u91cd\u65b0\u8bfb\u53d6(&R)", None))
        self.keys.setText(QCoreApplication.translate("MainWindow", u"\u5feb\u6377\u952e(&K)", None))
        self.about.setText(QCoreApplication.translate("MainWindow", u"\u5173\u4e8e(&A)", None))
#if QT_CONFIG(accessibility)
        self.nav.setAccessibleName(QCoreApplication.translate("MainWindow", u"\u9875\u9762", None))
#endif // QT_CONFIG(accessibility)
        self.file.setTitle(QCoreApplication.translate("MainWindow", u"\u6587\u4ef6(&F)", None))
        self.edit.setTitle(QCoreApplication.translate("MainWindow", u"\u7f16\u8f91(&E)", None))
        self.view.setTitle(QCoreApplication.translate("MainWindow", u"\u67e5\u770b(&V)", None))
        self.business.setTitle(QCoreApplication.translate("MainWindow", u"\u4e1a\u52a1(&B)", None))
        self.statistics.setTitle(QCoreApplication.translate("MainWindow", u"\u7edf\u8ba1(&S)", None))
        self.tools.setTitle(QCoreApplication.translate("MainWindow", u"\u5de5\u5177(&T)", None))
        self.help.setTitle(QCoreApplication.translate("MainWindow", u"\u5e2e\u52a9(&H)", None))
        pass
    # retranslateUi
