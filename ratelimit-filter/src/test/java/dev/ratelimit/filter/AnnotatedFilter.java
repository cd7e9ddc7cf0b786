package dev.ratelimit.filter;

import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebInitParam;

/** How an application without {@code web.xml} installs the filter. */
@WebFilter(urlPatterns = "/*", asyncSupported = true, initParams = @WebInitParam(name = "defaultLimit", value = "2/1d"))
public class AnnotatedFilter extends RateLimitFilter {}
