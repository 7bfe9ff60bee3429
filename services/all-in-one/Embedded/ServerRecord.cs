using System.Text.Json;

namespace Territory.AllInOne.Embedded;

/// <summary>What must outlive a start: the port, the two passwords and the user the data belongs to.</summary>
internal sealed record ServerRecord(int Port, string Password, string AdministratorPassword, string? User)
{
    private static string Place(string folder) => Path.Combine(folder, "server.json");

    public static ServerRecord? Read(string folder) =>
        File.Exists(Place(folder)) ? JsonSerializer.Deserialize<ServerRecord>(File.ReadAllText(Place(folder)), JsonSerializerOptions.Web) : null;

    public void Write(string folder) => PrivateFile.Write(Place(folder), JsonSerializer.Serialize(this, JsonSerializerOptions.Web) + "\n");
}
