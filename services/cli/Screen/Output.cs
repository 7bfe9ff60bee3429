using System.Text.Json;
using Spectre.Console;
using Territory.Contracts;

namespace Territory.Cli.Screen;

/// <summary>Where results and failures go: words and tables for a person, an object per line for a script.</summary>
internal sealed class Output
{
    // A pipe has no width; a table that wraps there cannot be cut into columns.
    private const int WidthOfAPipe = 4000;
    private const int NarrowestTable = 100;
    private readonly Surroundings surroundings;
    private readonly IAnsiConsole console;

    public Output(Surroundings surroundings, bool json)
    {
        this.surroundings = surroundings;
        IsJson = json;
        var coloured = surroundings.TerminalWidth is not null && surroundings.Variable("NO_COLOR") is not { Length: > 0 } && surroundings.Variable("TERM") != "dumb";
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = coloured ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = coloured ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(surroundings.Out),
        });
        console.Profile.Width = surroundings.TerminalWidth is { } width ? Math.Max(NarrowestTable, width) : WidthOfAPipe;
        console.Profile.Capabilities.Unicode = true;
    }

    /// <summary>The heading of a column of free words.</summary>
    public const string Remarks = "Remarks";

    public bool IsJson { get; }

    public void Json<T>(T value) => surroundings.Out.Write(JsonSerializer.Serialize(value, ContractJson.Options) + "\n");

    public void Line(string text = "") => surroundings.Out.Write(text + "\n");

    /// <summary>What another program reads, byte for byte.</summary>
    public void AsIs(string text) => surroundings.Out.Write(text);

    /// <summary>A table without borders; cells are escaped here, styles are names of Spectre's colours.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var table = new Table().Border(TableBorder.None);
        // Only remarks wrap: a code or a date in two pieces is neither, and an isolate cut in two isolates nothing.
        foreach (var column in columns) table.AddColumn(new TableColumn(new Markup(Markup.Escape(column), new Style(decoration: Decoration.Bold))) { NoWrap = column != Remarks, Padding = new Padding(0, 0, 2, 0) });
        foreach (var row in rows) table.AddRow(row.Select(c => new Markup(Markup.Escape(Plain.Isolated(c.Text)), c.Style is { } style ? Style.Parse(style) : Style.Plain)));
        console.Write(table);
    }

    /// <summary>For the person beside the result: never mixed into it.</summary>
    public void Note(string sentence) => surroundings.Error.WriteLine(sentence);

    public void Tell(Failure failure) =>
        surroundings.Error.WriteLine(IsJson ? JsonSerializer.Serialize(failure.Problem, ContractJson.Options) : "territory: " + Plain.Line(failure.Problem.Detail ?? failure.Problem.Title));

    public void Flush() => surroundings.Out.Flush();
}

/// <summary>Text of a table's cell and how it looks on a terminal.</summary>
internal readonly record struct Cell(string? Text, string? Style = null)
{
    public static implicit operator Cell(string? text) => new(text);
}
