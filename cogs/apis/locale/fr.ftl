apis-agreed = convenu, dit { $by } : { $reason }
apis-agreed-done = { $count ->
    [one] 1 rupture de **{ $name }**, dépôt { $number }, est marquée convenue.
   *[other] { $count } ruptures de **{ $name }**, dépôt { $number }, sont marquées convenues.
}
apis-agreed-plain = convenu : { $reason }
apis-agreed-report = { $count ->
    [one] { $by } dit qu'une rupture du dépôt { $number } est convenue :
   *[other] { $by } dit que { $count } ruptures du dépôt { $number } sont convenues :
}
apis-ambiguous = Plusieurs opérations de { $name } correspondent à « { $meant } » : { $names }. Choisissez-en une dans la liste.
    .example = { $example }
apis-audit-agree = a marqué des ruptures convenues
apis-audit-edit = a modifié une API
apis-audit-retire = a retiré une API
apis-audit-revive = a remis une API
apis-audit-share = a donné une API à un membre
apis-audit-transfer = a cédé une API
apis-audit-unshare = a retiré un propriétaire
apis-audit-upload = a déposé un contrat
apis-bad-address = Une adresse commence par http:// ou https://, sans espace, ni nom, ni mot de passe.
    .example = https://shop.example.com/api
apis-bad-name = Un nom a de 1 à { $most } caractères, commence par une lettre ou un chiffre, et n'est pas qu'un nombre.
    .example = Shop API
apis-bad-reason = Une raison a de 1 à { $most } caractères.
    .example = convenu lundi avec les deux équipes
apis-button-agree = Ruptures convenues
apis-button-changes = Derniers changements
apis-button-seen = Compris
apis-button-use = Je l'utilise
apis-card-address = Adresse
apis-card-consumers = Utilisée par
apis-card-contract = Contrat
apis-card-lost = La carte de **{ $name }** ne peut pas être montrée. { $reason }
apis-card-no-owner = personne
apis-card-none = aucun
apis-card-number = API nº { $number }
apis-card-owners = Propriétaires
apis-card-repository = Code source
apis-card-retired = retirée
apis-card-revisions = Dépôts
apis-card-stack = Construite avec
apis-card-state = État
apis-card-styles = Parle
apis-changes = **{ $name }**, dépôt { $old } → { $new }
apis-changes-agreed = { $count ->
    [one] Dont 1 convenu, montré en dernier.
   *[other] Dont { $count } convenus, montrés en dernier.
}
apis-changes-attached = Le reste est dans le fichier.
apis-changes-first = Le dépôt 1 est le premier de **{ $name }** : il n'y a rien à quoi le comparer.
apis-changes-more = Et { $count } autres, qui ne sont pas gardés un par un.
apis-changes-none = Rien de ce que voient les clients n'a changé.
apis-changes-seen = Vu par { $seen } sur { $count } prévenus ; pas encore : { $waiting }
apis-channel-closed = Dans { $channel }, il me manque une permission pour les cartes, les fils et les rapports. Un modérateur peut me la donner ; `/doctor` la nomme.
apis-choice-all = toutes
apis-choice-old = Le contrat de { $name } a changé depuis. Choisissez l'opération à nouveau.
apis-choice-owned = les miennes
apis-choice-retired = retirées
apis-choice-used = celles que j'utilise
apis-command = API des apprenants et leurs contrats
apis-command-agree = Dire qu'une rupture est convenue
apis-command-changes = Ce qui a changé dans un contrat
apis-command-consume = Dire ce que vous utilisez, pour être prévenu
apis-command-edit = Modifier votre API
apis-command-example = Une requête et sa réponse, à coller
apis-command-list = Toutes les API
apis-command-operation = Ce que prend et donne une opération
apis-command-owner = Partager ou céder votre API
apis-command-register = Enregistrer votre API
apis-command-retire = Retirer une API des listes
apis-command-show = Une API et ses contrats
apis-command-upload = Déposer le contrat d'une API
apis-consume-already = Vous aviez déjà déclaré { $what } de **{ $name }**.
apis-consume-done = Noté : vous utilisez { $what } de **{ $name }**, et serez prévenu des changements.
apis-consume-dropped = Vous n'êtes plus prévenu pour { $what } de **{ $name }**.
apis-consume-gone = n'est plus dans son contrat
apis-consume-list = Vous utilisez :
apis-consume-none = Vous n'avez rien déclaré. `/api consume` avec une API ou une opération vous fait prévenir des changements.
apis-consume-whole = toute l'API
apis-consumes-too-much = Vous avez déclaré { $most } opérations de cette API : déclarez plutôt toute l'API.
apis-contract-line = nº { $number } · { $kind } · { $operations ->
    [one] 1 opération
   *[other] { $operations } opérations
} · { $at }
apis-contract-warnings = { $count ->
    [one] 1 avertissement
   *[other] { $count } avertissements
}
apis-count-breaking = { $count ->
    [one] 1 cassant
   *[other] { $count } cassants
}
apis-count-risky = { $count ->
    [one] 1 risqué
   *[other] { $count } risqués
}
apis-count-safe = { $count } sans risque
apis-describe = dépôt { $number } de **{ $name }**
apis-describe-card = la carte de **{ $name }**
apis-digest = { $count ->
    [one] 1 contrat déposé
   *[other] { $count } contrats déposés
}
apis-digest-line = { $name } : contrat { $number } { $counts }
apis-edited = **{ $name }** est modifiée.
apis-field-document = Le contrat
apis-field-document-hint = OpenAPI, GraphQL ou Postman, jusqu'à 4 000 caractères
apis-field-reason = Pourquoi, et avec qui
apis-field-reason-hint = Tous ceux qui voient les changements le lisent
apis-form-agree = Ruptures convenues
apis-form-curl = curl
apis-form-graphql = Requête GraphQL
apis-form-json = JSON
apis-form-paste = Coller un contrat
apis-form-typescript = TypeScript (fetch)
apis-is-retired = { $name } est retirée. Remettez-la d'abord : `/api retire` avec `undo`.
apis-last-owner = Personne d'autre ne possède { $name }. Cédez-la d'abord, ou retirez-la.
apis-list = { $count ->
    [one] 1 API enregistrée
   *[other] { $count } API enregistrées
}
apis-list-empty = Aucune API n'est encore enregistrée. `/api register` le fait.
apis-list-line = - { $name } (contrat : { $number }) · { $owners }
apis-list-none = Il n'y en a aucune. `/api list` sans option les montre toutes.
apis-name-taken = Une API nommée { $name } existe déjà. Son propriétaire peut la partager : `/api owner`.
apis-no-channel = Il n'y a pas de salon pour les endpoints : un modérateur peut en choisir un avec `/setup`, ou créer #{ $name }.
apis-no-contract = Aucun contrat de { $name } n'a encore été déposé. Son propriétaire le peut : `/api upload`.
apis-no-operation-anywhere = Aucune API n'a d'opération « { $meant } » : il n'y a encore aucun contrat.
apis-no-operations = Le contrat de { $name } n'a aucune opération.
apis-no-owner = Ce membre n'est pas propriétaire de { $name }.
apis-nobody = personne
apis-not-consumed = Vous n'avez pas déclaré cela de { $name }. `/api consume` montre vos déclarations.
apis-not-consumed-anywhere = Vous n'avez pas déclaré « { $meant } ». `/api consume` montre vos déclarations.
apis-not-retired = Elle n'est pas retirée.
apis-not-yours = Seuls les propriétaires de { $name } et les modérateurs le peuvent.
apis-nothing-to-agree = Le dépôt { $number } de { $name } n'a rien cassé là qui ne soit déjà convenu.
apis-nothing-to-change = Choisissez ce qui doit changer ; un tiret le vide.
    .example = /api edit api:Shop url:https://shop.example.com repository:-
apis-notice = **{ $name }**, que vous utilisez, a un nouveau contrat (dépôt { $number }, { $at }) :
apis-notice-through = **{ $operation }**, dans { $operations } { $more ->
    [0] que vous utilisez :
   *[other] et { $more } autres que vous utilisez :
}
apis-notice-used = **{ $operation }**, que vous utilisez :
apis-operation-attached = C'est long : tout est dans le fichier.
apis-operation-of = { $name }, dépôt { $number }
apis-option-about = À quoi elle sert, en une phrase
apis-option-agree-operation = Seulement là ; sinon : partout
apis-option-agree-upload = De quel dépôt ; sinon : le dernier
apis-option-api = Son nom ou numéro
apis-option-consume-api = Sinon : ce que vous avez déclaré
apis-option-consume-operation = Sinon : toute l'API
apis-option-drop = Vous ne l'utilisez plus
apis-option-file = OpenAPI, GraphQL ou Postman ; ou collez-le
apis-option-form = Comment elle est écrite
apis-option-how = Ce qu'est le membre désormais
apis-option-in-api = De quelle API ; sinon : celle qui l'a
apis-option-member = Qui
apis-option-name = Son nom, unique sur ce serveur
apis-option-new = Jusqu'à lequel ; sinon : le dernier
apis-option-old = Depuis quel dépôt ; sinon : le précédent
apis-option-operation = Méthode et chemin, operationId, étiquette ou champ
apis-option-outcome = Comment elle finit
apis-option-owner = Qui en est aussi propriétaire
apis-option-preview = Montrer seulement ce qui changerait
apis-option-reason = Pourquoi, et avec qui
apis-option-repository = Où est son code
apis-option-stack = Ses outils : Django REST, PostgreSQL
apis-option-style = REST, GraphQL ou les deux
apis-option-undo = La remettre
apis-option-url = Où elle tourne : https://shop.example.com/api
apis-option-which = Lesquelles ; sinon : toutes sauf les retirées
apis-owner-already = Ce membre est déjà propriétaire de { $name }.
apis-owner-bot = Un bot ne peut pas posséder d'API.
apis-owner-done-handed = { $who } est désormais propriétaire de **{ $name }**, à la place de tous les autres.
apis-owner-done-share = { $who } est désormais aussi propriétaire de **{ $name }**.
apis-owner-done-transfer = { $who } est désormais propriétaire de **{ $name }** à votre place.
apis-owner-done-unshare = { $who } n'est plus propriétaire de **{ $name }**.
apis-owner-left = Ce membre n'est plus sur ce serveur.
apis-owner-share = en est aussi propriétaire
apis-owner-transfer = en est propriétaire à votre place
apis-owner-unshare = n'en est plus propriétaire
apis-registered = **{ $name }** est enregistrée sous le numéro { $number } ; sa carte arrive. Ensuite : `/api upload`.
apis-report = { $by } a déposé le contrat :
apis-retired = **{ $name }** est retirée. Ses contrats sont gardés ; `/api retire` avec `undo` la remet.
apis-retired-already = Elle est déjà retirée.
apis-revived = **{ $name }** est de retour.
apis-seen = Noté : les propriétaires voient que vous savez.
apis-seen-already = C'est déjà noté, ou ce n'était pas pour vous.
apis-several = Plusieurs API ont « { $meant } » : { $names }. Choisissez avec l'option `api`.
apis-skip-gone = le contrat a disparu
apis-skip-seen = c'était déjà vu
apis-somebody = quelqu'un
apis-style-both = les deux
apis-style-graphql = GraphQL
apis-style-rest = REST
apis-too-many = Vous possédez { $most } API, le maximum.
apis-too-many-owners = Une API peut avoir { $most } propriétaires.
apis-unknown = Aucune API ne s'appelle « { $meant } ». `/api list` les montre toutes.
apis-unknown-anywhere = Aucune API n'a d'opération « { $meant } ».
    .example = { $example }
apis-unknown-operation = Le contrat de { $name } n'a pas d'opération « { $meant } ».
    .example = { $example }
apis-unknown-revision = { $name } n'a pas de dépôt numéro { $number }. `/api show` les liste.
apis-upload-done = Le contrat de **{ $name }** est désormais le dépôt { $number }. Consommateurs prévenus : { $told }.
apis-upload-faults = ⚠️ { $count ->
    [one] 1 avertissement :
   *[other] { $count } avertissements :
}
apis-upload-identical = C'est ce que dit déjà le dépôt { $number } de **{ $name }** ; rien n'a été enregistré.
apis-upload-kind = { $kind }, { $operations ->
    [one] 1 opération
   *[other] { $operations } opérations
}
apis-upload-more = … et { $count } autres, dans le fichier
apis-upload-overtaken = D'autres ont déposé des contrats de cette API au même moment. Voyez `/api changes`, puis réessayez.
apis-upload-preview = Un aperçu pour **{ $name }** : rien n'est enregistré, personne n'est prévenu. Le seraient : { $told }.
apis-upload-secrets = 🔑 { $count ->
    [one] J'ai retiré un secret. D'autres l'ont peut-être vu là d'où vient ce fichier : révoquez-le.
   *[other] J'ai retiré { $count } secrets. D'autres les ont peut-être vus là d'où vient ce fichier : révoquez-les.
}
apis-whole = toute l'API
