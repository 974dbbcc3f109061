# Where the programs and what the desktop and the shell know of them go.

include(GNUInstallDirs)
set(desktop ${PROJECT_SOURCE_DIR}/resources/desktop)
set(completions ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)

install(TARGETS tristate)
install(FILES ${PROJECT_BINARY_DIR}/app/cli/tristate.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${desktop}/completion.bash DESTINATION ${completions} RENAME tristate)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

if(TRISTATE_BUILD_UI)
  install(TARGETS tristate-lab)
  install(FILES ${desktop}/tristate-lab.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${desktop}/completion.bash DESTINATION ${completions} RENAME tristate-lab)
  install(FILES ${desktop}/tristate-lab.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${desktop}/io.tristatelab.TristateLab.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${desktop}/tristate-session.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/tristate-lab.svg
          DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
