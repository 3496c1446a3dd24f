// Draws each <figure class="chart" data-chart="bar|line|stacked"> from the table inside it.
// The table's first column names the categories, each further column is a series; a cell may give its plain number
// as data-value. The table stays where it is: it is what a screen reader reads.
"use strict";
(() => {
  // Each stands 3:1 against white; patterns, symbols and dashes tell series apart without colour.
  const COLOURS = ["#8f1d1d", "#b07d10", "#1c4f85", "#1e6b3a", "#6b3fa0", "#57524c"];
  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "pin", "arrow"];
  const DASHES = ["solid", "dashed", "dotted"];
  const FONT = '"Be Vietnam Pro", "Noto Sans", "Segoe UI", Roboto, sans-serif';
  const INK = "#1d1b19";
  const PAPER_WIDTH = 640; // what fits an upright A4 page with its margins
  const LONG = 8; // letters; longer categories stand beside lying bars
  const TEXT = { color: INK, fontSize: 13, lineHeight: 17 }; // without a line height, wrapped lines run into each other

  const locale = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
  const told = (value) => (value === null ? "" : value.toLocaleString(locale));

  function number(cell) {
    const written = cell.dataset.value ?? clean(cell.textContent);
    return written.trim() === "" || Number.isNaN(Number(written)) ? null : Number(written);
  }

  function clean(text) {
    const [thousands, comma] = locale === "vi-VN" ? [".", ","] : [",", "."];
    return text.replace(/[%\s]/g, "").replaceAll(thousands, "").replace(comma, ".");
  }

  function read(table) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows].map((row) => [...row.cells]);
    return {
      categories: rows.map((cells) => cells[0].textContent.trim()),
      series: heads.slice(1).map((name, at) => ({ name, values: rows.map((cells) => number(cells[at + 1])) })),
    };
  }

  function series(kind, lying, one, at) {
    const bar = kind !== "line";
    const inside = kind === "stacked";
    return {
      name: one.name,
      type: bar ? "bar" : "line",
      stack: inside ? "all" : undefined,
      data: one.values,
      barMaxWidth: 48,
      symbol: SYMBOLS[at % SYMBOLS.length],
      symbolSize: 9,
      lineStyle: { width: 2.5, type: DASHES[at % DASHES.length] },
      itemStyle: inside ? { borderColor: "#fff", borderWidth: 1 } : {},
      label: {
        show: true,
        position: inside ? "inside" : bar && lying ? "right" : "top",
        ...TEXT,
        ...(inside ? { backgroundColor: "#fff", padding: [1, 3] } : { textBorderColor: "#fff", textBorderWidth: 3 }),
        formatter: (point) => (inside && !point.value ? "" : told(point.value)),
      },
      labelLayout: { hideOverlap: true },
    };
  }

  const lies = (kind, found) => kind !== "line" && found.categories.some((name) => name.length > LONG);

  function legendHeight(found, width) {
    const wanted = found.series.reduce((sum, one) => sum + one.name.length * 8 + 45, 0);
    return found.series.length > 1 ? 12 + 26 * Math.ceil(wanted / width) : 0;
  }

  function options(figure, found, width) {
    const kind = figure.dataset.chart;
    const lying = lies(kind, found);
    const names = {
      type: "category", data: found.categories, inverse: lying, axisTick: { show: false },
      axisLabel: { ...TEXT, hideOverlap: !lying, ...(lying ? { width: Math.min(240, width / 3), overflow: "break", interval: 0 } : {}) },
    };
    const scale = {
      type: "value", minInterval: Number.isInteger(largest(found)) ? 1 : 0,
      axisLabel: { ...TEXT, formatter: told, hideOverlap: true }, splitLine: { lineStyle: { color: "#d9d3ca" } },
    };
    const many = found.series.length > 1;
    return {
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: FONT, fontSize: 13, color: INK },
      aria: { enabled: true, label: { description: caption(figure) }, decal: { show: many && kind !== "line" } },
      legend: { show: many, type: "plain", top: 0, left: 0, textStyle: TEXT },
      grid: { left: 8, right: lying ? 56 : 16, bottom: 4, top: legendHeight(found, width) + (lying ? 8 : 28), containLabel: true },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, valueFormatter: told },
      xAxis: lying ? scale : names,
      yAxis: lying ? names : scale,
      series: found.series.map((one, at) => series(kind, lying, one, at)),
    };
  }

  const largest = (found) => Math.max(0, ...found.series.flatMap((one) => one.values));
  const caption = (figure) => figure.querySelector("figcaption")?.textContent.trim() ?? "";

  function height(found, kind) {
    const bars = kind === "bar" ? found.series.length : 1;
    return lies(kind, found) ? 90 + found.categories.length * Math.max(42, 26 * bars) : 320;
  }

  function draw(figure) {
    const found = read(figure.querySelector("table"));
    if (!found.categories.length) return;
    const place = document.createElement("div");
    place.className = "drawing";
    place.style.height = `${height(found, figure.dataset.chart)}px`;
    const title = figure.querySelector("figcaption");
    if (title) title.after(place);
    else figure.prepend(place);
    const chart = echarts.init(place, null, { renderer: "svg" });
    const fit = (width) => {
      chart.resize({ width });
      chart.setOption(options(figure, found, chart.getWidth()));
      chart.getZr().flush(); // paper does not wait for the next frame
    };
    fit("auto");
    new ResizeObserver(() => fit("auto")).observe(place);
    addEventListener("beforeprint", () => fit(PAPER_WIDTH));
    addEventListener("afterprint", () => fit("auto"));
  }

  // Labels are laid out by the width of their letters: the font has to be there first.
  document.fonts.load(`13px ${FONT}`, "ắ").finally(() => {
    document.querySelectorAll("figure.chart[data-chart]").forEach(draw);
  });
})();
