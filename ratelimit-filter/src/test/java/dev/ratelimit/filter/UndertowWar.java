package dev.ratelimit.filter;

import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebInitParam;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EventListener;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads of a directory what the applications of the tests use, and refuses everything else. */
final class UndertowWar {

    private final Path webInf;
    private final ClassLoader loader;
    private final DeploymentInfo info = new DeploymentInfo();

    UndertowWar(Path directory, ClassLoader loader) {
        this.webInf = directory.resolve("WEB-INF");
        this.loader = loader;
    }

    DeploymentInfo read() throws Exception {
        info.setClassLoader(loader);
        Element web = webXml();
        for (Element element : children(web)) {
            declare(element);
        }
        if (!web.getAttribute("metadata-complete").equals("true")) {
            addAnnotated();
        }
        for (ServletContainerInitializer found : ServiceLoader.load(ServletContainerInitializer.class, loader)) {
            info.addServletContainerInitializer(new ServletContainerInitializerInfo(found.getClass(), Set.of()));
        }
        return info;
    }

    private Element webXml() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(webInf.resolve("web.xml").toFile())
                .getDocumentElement();
    }

    private void declare(Element element) throws ClassNotFoundException {
        switch (element.getTagName()) {
            case "context-param" -> addParam(element, info::addInitParameter);
            case "listener" -> info.addListener(new ListenerInfo(type(element, "listener-class", EventListener.class)));
            case "filter" -> info.addFilter(filter(element));
            case "filter-mapping" -> mapFilter(text(element, "filter-name"), text(element, "url-pattern"));
            case "servlet" -> info.addServlet(servlet(element));
            case "servlet-mapping" ->
                info.getServlets().get(text(element, "servlet-name")).addMapping(text(element, "url-pattern"));
            default -> throw new IllegalArgumentException("not read here: " + element.getTagName());
        }
    }

    private FilterInfo filter(Element element) throws ClassNotFoundException {
        FilterInfo filter = new FilterInfo(text(element, "filter-name"), type(element, "filter-class", Filter.class));
        filter.setAsyncSupported(Boolean.parseBoolean(text(element, "async-supported")));
        addInitParams(element, filter::addInitParam);
        return filter;
    }

    private ServletInfo servlet(Element element) throws ClassNotFoundException {
        ServletInfo servlet =
                new ServletInfo(text(element, "servlet-name"), type(element, "servlet-class", Servlet.class));
        servlet.setAsyncSupported(Boolean.parseBoolean(text(element, "async-supported")));
        addInitParams(element, servlet::addInitParam);
        return servlet;
    }

    private void mapFilter(String name, String pattern) {
        info.addFilterUrlMapping(name, pattern, DispatcherType.REQUEST);
    }

    private static void addInitParams(Element element, BiConsumer<String, String> params) {
        children(element).stream()
                .filter(child -> child.getTagName().equals("init-param"))
                .forEach(child -> addParam(child, params));
    }

    private static void addParam(Element element, BiConsumer<String, String> params) {
        params.accept(text(element, "param-name"), text(element, "param-value"));
    }

    private <T> Class<? extends T> type(Element element, String child, Class<T> kind) throws ClassNotFoundException {
        return Class.forName(text(element, child), false, loader).asSubclass(kind);
    }

    private static String text(Element element, String child) {
        return children(element).stream()
                .filter(found -> found.getTagName().equals(child))
                .map(found -> found.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static List<Element> children(Element element) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(child -> child.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast)
                .toList();
    }

    private void addAnnotated() throws IOException, ClassNotFoundException {
        Path classes = webInf.resolve("classes");
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> names = files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.replaceAll("\\.class$", "").replace('/', '.'))
                    .toList();
            for (String name : names) {
                addAnnotated(Class.forName(name, false, loader));
            }
        }
    }

    private void addAnnotated(Class<?> type) {
        WebFilter annotation = type.getAnnotation(WebFilter.class);
        if (annotation != null) {
            FilterInfo filter = new FilterInfo(type.getName(), type.asSubclass(Filter.class));
            filter.setAsyncSupported(annotation.asyncSupported());
            for (WebInitParam param : annotation.initParams()) {
                filter.addInitParam(param.name(), param.value());
            }
            info.addFilter(filter);
            Stream.of(annotation.urlPatterns()).forEach(pattern -> mapFilter(type.getName(), pattern));
        }
    }
}
