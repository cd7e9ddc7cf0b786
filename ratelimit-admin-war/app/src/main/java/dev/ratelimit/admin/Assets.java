package dev.ratelimit.admin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves what the dashboard is made of. Containers do so as well, but not all compress, and they tell whether a file has
 * changed by its time, which is the same in every build of ours. What is not there is left to them.
 */
public final class Assets implements Filter {

    /** No way leads out of the folder. */
    private static final Pattern PATH = Pattern.compile("/assets(/[\\w-]+)*/[\\w-]+(\\.[\\w-]+)+");

    private final Map<String, Asset> known = new ConcurrentHashMap<>();
    private volatile @Nullable ServletContext context;

    @Override
    public void init(FilterConfig config) {
        context = config.getServletContext();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        Asset asset = find(Guard.path(http));
        if (asset == null) {
            chain.doFilter(request, response);
        } else {
            asset.send(http, (HttpServletResponse) response);
        }
    }

    private @Nullable Asset find(String path) throws IOException {
        Asset asset = known.get(path);
        if (asset != null || !PATH.matcher(path).matches()) {
            return asset;
        }
        ServletContext files = Objects.requireNonNull(context, "init was not called");
        try (InputStream in = files.getResourceAsStream(path)) {
            if (in == null) {
                return null;
            }
            String type = Objects.requireNonNullElse(files.getMimeType(path), "application/octet-stream");
            asset = new Asset(in.readAllBytes(), type);
        }
        known.put(path, asset);
        return asset;
    }
}
