package dev.ratelimit.sample;

import java.math.BigDecimal;

/** Something the shop sells. */
record Product(String id, String name, BigDecimal price) {

    Product(String id, String name, String price) {
        this(id, name, new BigDecimal(price));
    }
}
