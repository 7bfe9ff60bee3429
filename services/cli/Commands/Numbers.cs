using System.CommandLine.Parsing;

namespace Territory.Cli.Commands;

/// <summary>Bounds of numbers given on the command line.</summary>
internal static class Numbers
{
    public static Action<OptionResult> NotNegative(string name) => AtLeast(name, 0);

    public static Action<OptionResult> Positive(string name) => AtLeast(name, 1);

    private static Action<OptionResult> AtLeast(string name, long least) => given =>
    {
        // What is no number at all has been refused by the parser.
        if (given.Tokens is [var token] && long.TryParse(token.Value, out var number) && number < least) given.AddError($"{name} is {number}; expected {least} or more");
    };
}
