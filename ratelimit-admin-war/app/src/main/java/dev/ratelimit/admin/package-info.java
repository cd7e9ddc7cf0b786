/** The administration of Ratelimit as a web application: the plain endpoints, users, access control. */
@NullMarked
package dev.ratelimit.admin;

import org.jspecify.annotations.NullMarked;
