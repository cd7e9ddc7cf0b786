package dev.ratelimit.sample;

import java.util.List;
import java.util.Locale;

/** What the shop sells; never changes. */
public final class Shop {
    static final List<Product> PRODUCTS = List.of(
            new Product("lamp-desk", "Desk lamp", "49.00"),
            new Product("lamp-floor", "Floor lamp", "129.00"),
            new Product("lamp-wall", "Wall lamp", "79.50"),
            new Product("chair-oak", "Oak chair", "189.00"),
            new Product("table-oak", "Oak table", "640.00"),
            new Product("shelf-pine", "Pine shelf", "99.90"));

    private Shop() {}

    /** Whether there is a product of this id. */
    public static boolean sells(String id) {
        return PRODUCTS.stream().anyMatch(product -> product.id().equals(id));
    }

    /** The products whose name has the text in it, in any case; all of them for an empty text. */
    static List<Product> search(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return PRODUCTS.stream()
                .filter(product -> product.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }
}
