using Territory.AllInOne;
using Territory.AllInOne.Embedded;
using Territory.Feed;
using Territory.Hosting;
using Territory.Hosting.Access;
using Territory.Intake;
using Territory.Ledger;
using Territory.OperationsConsole;

var request = RunOptions.Parse(args);
if (request is RunRequest.Wrong wrong) Console.Error.WriteLine($"{wrong.Refusal}\n\n{RunOptions.Usage}");
else if (request is RunRequest.Help) Console.WriteLine(RunOptions.Usage);
if (request is not RunRequest.Run { Options: var options }) return request is RunRequest.Help ? 0 : 2;

return await Start.RunAsync([], () => Refusing.RunAsync(async () =>
{
    var opened = await DataFolder.OpenAsync(options.Data, CancellationToken.None);
    if (opened is OpenedFolder.Taken { Host: var other })
    {
        Console.WriteLine($"Territory is already running: {other.Url}");
        return;
    }
    using var folder = ((OpenedFolder.Ours)opened).Folder;
    options = options with { Empty = Demonstration.LeavesEmpty(options, folder) };
    await using var database = await Database.OpenAsync(options, folder);
    var builder = new TerritoryBuilder("all-in-one", [], Given.Settings(options, folder, database));
    builder.AddIntake();
    builder.AddLedger();
    builder.AddFeed();
    builder.AddOperationsConsole();
    var app = builder.Build();
    app.Web.MapSessions();
    app.MapIntake();
    app.MapLedger();
    app.MapFeed();
    app.MapOperationsConsole();
    await app.RunAsync((address, stopping) => new FirstSteps(app, options, folder, database).RunAsync(address, stopping));
}));
