using System.CommandLine;
using System.CommandLine.Parsing;

namespace Territory.Cli.Server;

/// <summary>The options every command has: which server, with which key, and how to answer.</summary>
internal sealed class ServerOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print the API's JSON, one object per line; failures as a problem object on stderr.", Recursive = true };

    public Option<Uri?> Url { get; } = new("--url")
    {
        Description = "Address of the server. Otherwise TERRITORY_URL, otherwise the one running on the data folder.",
        HelpName = "address",
        Recursive = true,
        CustomParser = ReadAddress,
    };

    public Option<string?> Key { get; } = new("--key") { Description = "Key to send. Others on this machine can see it while the command runs: prefer --key-file.", HelpName = "key", Recursive = true };

    public Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = "File with the key. Otherwise TERRITORY_KEY_FILE, otherwise, for a server on this machine, 'key' in the data folder.",
        HelpName = "file",
        Recursive = true,
    };

    public Option<string?> Data { get; } = new("--data")
    {
        Description = "Data folder of the installation. Otherwise TERRITORY_DATA, otherwise ~/.local/share/territory (for root /var/lib/territory).",
        HelpName = "folder",
        Recursive = true,
    };

    public Option<string?> Theatre { get; } = new("--theatre") { Description = "Which theatre, when the server has several.", HelpName = "id", Recursive = true };

    internal static Uri? ReadAddress(ArgumentResult given)
    {
        var text = given.Tokens[^1].Value;
        if (Address.TryRead(text, out var address)) return address;
        given.AddError($"'{text}' is no address of a server; an example is http://127.0.0.1:5080");
        return null;
    }
}
