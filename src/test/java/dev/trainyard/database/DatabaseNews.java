package dev.trainyard.database;

import org.springframework.context.annotation.Import;

/** Who tells and who hears of news, for tests of what stands on them alone. No scan finds it. */
@Import({Notifications.class, Announcements.class})
public class DatabaseNews {}
