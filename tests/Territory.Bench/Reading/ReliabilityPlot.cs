using System.Globalization;
using System.Text;

namespace Territory.Bench.Reading;

/// <summary>What was said with about one confidence, and how often it was right.</summary>
internal readonly record struct ReliabilityBin(double From, double To, double Said, double Right, int Count);

/// <summary>The reliability diagram of a reading as SVG: on the diagonal, a confidence is what it says; a dot's area is how many claims it stands for.</summary>
internal static class ReliabilityPlot
{
    private const int Side = 400, Margin = 48;

    public static void Write(string file, IReadOnlyList<ReliabilityBin> bins)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Side + 2 * Margin} {Side + 2 * Margin}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<title>Reliability: how often what was read with a confidence was right</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var tick = 0; tick <= 10; tick += 2) Tick(svg, tick / 10.0);
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(0)} {Y(0)}L{X(1)} {Y(1)}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"#1f5fa8\" points=\"{string.Join(' ', bins.Select(b => string.Create(CultureInfo.InvariantCulture, $"{X(b.Said)},{Y(b.Right)}")))}\"/>\n");
        var all = bins.Sum(b => b.Count);
        foreach (var bin in bins)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(bin.Said)}\" cy=\"{Y(bin.Right)}\" r=\"{3 + 20 * Math.Sqrt((double)bin.Count / all):0.#}\" fill=\"#1f5fa8\" fill-opacity=\".35\"><title>said {bin.Said:0.00}, right {bin.Right:0.00}, {bin.Count} claims</title></circle>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(0.5)}\" y=\"{Side + Margin + 38}\" text-anchor=\"middle\">confidence</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(14 {Y(0.5)}) rotate(-90)\" text-anchor=\"middle\">share that was right</text>\n</svg>\n");
        File.WriteAllText(file, svg.ToString());
    }

    private static void Tick(StringBuilder svg, double at)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(at)} {Y(0)}V{Y(1)}M{X(0)} {Y(at)}H{X(1)}\" stroke=\"#e4e4e4\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(at)}\" y=\"{Y(0) + 18}\" text-anchor=\"middle\">{at:0.0}</text><text x=\"{X(0) - 8}\" y=\"{Y(at) + 4}\" text-anchor=\"end\">{at:0.0}</text>\n");
    }

    private static double X(double of) => Math.Round(Margin + of * Side, 1);

    private static double Y(double of) => Math.Round(Margin + (1 - of) * Side, 1);
}
