using System.Globalization;
using System.Runtime.Versioning;

[assembly: UnsupportedOSPlatform("windows")]

namespace Territory.Bench;

/// <summary>Something measured: what, in one line, and the run that prints its rows.</summary>
public sealed record Bench(string Measures, Func<IReadOnlyList<string>, Task> RunAsync)
{
    /// <summary>One row: <c>name value unit</c>, in columns and machine-readable.</summary>
    public static void Row(string name, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44} {value,12:0.###} {unit}"));

    /// <summary>The value of <c>--name N</c>, or the one given.</summary>
    public static int Number(IReadOnlyList<string> options, string name, int otherwise)
    {
        var at = options.ToList().IndexOf("--" + name);
        if (at < 0) return otherwise;
        return int.TryParse(options.ElementAtOrDefault(at + 1), CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"--{name} needs a number above 0, such as --{name} {otherwise}.");
    }
}
