using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Territory.Cli;

/// <summary>Examples at the end of a command's help: most people read those first.</summary>
internal static class Examples
{
    public static void AddTo(Command command, params string[] lines)
    {
        var help = command.Options.OfType<HelpOption>().FirstOrDefault();
        if (help is null) command.Options.Add(help = new HelpOption());
        help.Action = new HelpWithExamples((HelpAction)help.Action!, command, lines);
    }

    private sealed class HelpWithExamples(HelpAction usual, Command owner, string[] lines) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            usual.Invoke(parseResult);
            // The root's help option serves the commands too.
            if (parseResult.CommandResult.Command != owner) return 0;
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var line in lines) output.WriteLine("  " + line);
            output.WriteLine();
            return 0;
        }
    }
}
