package dev.ratelimit.sample.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;
import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import dev.ratelimit.jaxrs.RateLimited;
import dev.ratelimit.sample.Shop;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Orders; anybody may read each. The last thousand are kept, and order 1 is there from the start. */
@Path("orders")
@Singleton
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {
    private static final int KEPT = 1000;

    private final AtomicLong ids = new AtomicLong(1);
    private final Map<Long, Order> orders = new ConcurrentHashMap<>(Map.of(1L, new Order(1, "lamp-desk", 1)));

    /** {@code POST /api/orders}: the order as it was made. */
    @POST
    @RateLimited("5/1m")
    public Response create(Order.@Nullable Wish wish) {
        if (wish == null || wish.product() == null || !Shop.sells(wish.product()) || wish.pieces() < 1) {
            return Problem.of(BAD_REQUEST, "product is the id of one in /catalogue, and pieces is 1 or more")
                    .build();
        }
        Order order = new Order(ids.incrementAndGet(), wish.product(), wish.pieces());
        orders.put(order.id(), order);
        orders.remove(order.id() - KEPT);
        return Response.created(URI.create("orders/" + order.id()))
                .entity(order)
                .build();
    }

    /** {@code GET /api/orders/1}: all of them count together. */
    @GET
    @Path("{id}")
    @RateLimited("15/1m")
    public Response read(@PathParam("id") long id) {
        Order order = orders.get(id);
        return order == null
                ? Problem.of(NOT_FOUND, "There is no order " + id).build()
                : Response.ok(order).build();
    }
}
