namespace SipasSurvey.Figures;

/// <summary>What a person reads who asks how to start Figures.</summary>
internal static class FiguresHelp
{
    public const string Text = """
        SIPAS Figures: answers questions about figures and responses, with JSON, CSV, XLSX and pages; accounts of staff sign in;
        plans of the sample, questionnaires and letters to print, second entry, keys and the schedule are looked after.
        Reads responses and figures, changes none. Any number of instances.

          --urls ADDRESS               address to listen on (default http://127.0.0.1:8083)
          --help                       this text

        Settings, in the environment or like --Pages:LeastRanked 200 on the command line:

          ConnectionStrings__SqlServer like Server=HOST;Database=Sipas;User ID=…;Password=…, or instead of it, for one machine,
          ConnectionStrings__Sqlite    like Data Source=DIR/sipas.db
          ConnectionStrings__Staff     the staff store, like one of these two (default: staff.db beside the SQLite database, or beside the file of AccessKeys, or in data/)
          SignIn__Authority, SignIn__ClientId, SignIn__ClientSecret, …  the provider at which staff sign in; without it only keys open the API
          Schedule                     file that says when each survey takes responses, the same as Intake's (default: the shipped one, which cannot be changed)
          AccessKeys                   optional: file of two keys for scripts: {"surveyTeam": "…", "ministry": "…"}, at least 24 characters each
          DataProtectionKeys           folder of the keys that seal cookies (default: protection-keys beside the file of AccessKeys, or here)
          Secrets, Proxies             folder of files with one setting each; addresses of proxies that are believed
          Invitations__Secret          base64 of at least 32 bytes, the same as Intake's; without it no letters with invitations are made
          PublicAddress                the public origin, like https://sipas.example
          Maps__Folder, Maps__Credit   shapes of provinces of your own, and whom they are from
          Pages__LeastRanked, …        deploy/README.md, "Settings"
        """;
}
