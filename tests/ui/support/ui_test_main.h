#pragma once

#include <QApplication>
#include <QLocale>
#include <QTest>

/// A main that fixes what would differ between machines: the language of numbers.
#define TRISTATE_UI_TEST_MAIN(TestClass)                                                                     \
    int main(int argc, char** argv) {                                                                        \
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));                               \
        QApplication application(argc, argv);                                                                \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, argc, argv);                                                              \
    }
