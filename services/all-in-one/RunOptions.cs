using System.Globalization;
using System.Net;

namespace Territory.AllInOne;

/// <summary>What <c>./run</c> was asked for.</summary>
public sealed record RunOptions(int Port, string Bind, string? Data, bool Empty, bool NoInstall)
{
    public const string Usage = """
        Usage: ./run [--port 5080] [--bind 127.0.0.1] [--data DIR] [--empty] [--no-install]

          --port N       port of the console and the API (default 5080; 0 takes any free one)
          --bind ADDRESS address to listen on (default 127.0.0.1, this machine only)
          --data DIR     folder for the database, the key and the address
                         (default $TERRITORY_DATA, or ~/.local/share/territory, as root /var/lib/territory)
          --empty        neither chronology nor demonstration: every area unknown
          --no-install   never install a system package (PostgreSQL, where it is missing)
          --help         this text
        """;

    /// <summary>For <c>TERRITORY_URLS</c>.</summary>
    public string Urls => $"http://{(Bind.Contains(':', StringComparison.Ordinal) ? $"[{Bind}]" : Bind)}:{Port}";

    /// <summary>Reads the command line.</summary>
    public static RunRequest Parse(IReadOnlyList<string> args)
    {
        var options = new RunOptions(5080, "127.0.0.1", null, false, false);
        for (var at = 0; at < args.Count; at++)
        {
            // --port 5080 and --port=5080 are the same.
            var (name, value) = args[at].Split('=', 2) is [var before, var after] ? (before, after) : (args[at], (string?)null);
            switch (name)
            {
                case "--help" or "-h": return new RunRequest.Help();
                case "--empty" when value is null: options = options with { Empty = true }; continue;
                case "--no-install" when value is null: options = options with { NoInstall = true }; continue;
                case "--port" or "--bind" or "--data": break;
                default: return new RunRequest.Wrong($"'{args[at]}' is no option of ./run.");
            }
            if ((value ??= at + 1 < args.Count ? args[++at] : null) is not { Length: > 0 }) return new RunRequest.Wrong($"{name} needs a value.");
            if (name == "--data") options = options with { Data = value };
            else if (name == "--bind" && IPAddress.TryParse(value == "localhost" ? "127.0.0.1" : value, out var address)) options = options with { Bind = address.ToString() };
            else if (name == "--port" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort) options = options with { Port = port };
            else return new RunRequest.Wrong($"{name} is '{value}'; expected {(name == "--port" ? "a number from 0 to 65535, such as 5080" : "an address of this machine, such as 127.0.0.1 or 0.0.0.0")}.");
        }
        return new RunRequest.Run(options);
    }
}

/// <summary>What a command line means.</summary>
public abstract record RunRequest
{
    public sealed record Run(RunOptions Options) : RunRequest;

    /// <summary>Print the usage, end with 0.</summary>
    public sealed record Help : RunRequest;

    /// <summary>Print the refusal and the usage, end with 2.</summary>
    public sealed record Wrong(string Refusal) : RunRequest;
}
